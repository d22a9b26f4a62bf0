import { randomBytes } from "node:crypto";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { recordStatements, type Statement } from "@/lib/testing/statements";
import { dispatcher } from "@/lib/testing/routes";
import type { Market } from "@/lib/testing/market";
import { STEPS, type Pair } from "./trade";

/**
 * The statements of one trade, as the application sends them, ready to be sent again with fresh ids: the same number and kind
 * of round trips, the emulated Stripe's included. Everything that a trade creates has an id of ours (a UUID) or of Stripe's.
 */

const OURS = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";
const STRIPES = "(?:pi|ch|py|evt|txn|req|re|tr|src|payatt)_[0-9A-Za-z]{14,}";
const ID = new RegExp(`${OURS}|${STRIPES}`, "g");
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A parameter cut at its ids: pieces of text, and which id follows each. */
interface Template {
  readonly pieces: readonly string[];
  readonly ids: readonly number[];
}

type Parameter =
  { readonly constant: unknown } | { readonly template: Template } | { readonly list: readonly Template[] };

interface Recorded {
  readonly text: string;
  readonly name: string | null;
  readonly parameters: readonly Parameter[];
}

/** Of one request: its statements, and the answer it gave. */
export interface RecordedStep {
  readonly statements: readonly Recorded[];
  readonly answer: string;
}

export interface Recording {
  readonly steps: readonly RecordedStep[];
  /** The ids that a trade makes, as they were when it was recorded. */
  readonly made: readonly string[];
}

function templateOf(text: string, number: (id: string) => number | null): Template | null {
  const pieces: string[] = [];
  const ids: number[] = [];
  let from = 0;
  for (const match of text.matchAll(ID)) {
    const known = number(match[0]);
    if (known === null) continue;
    pieces.push(text.slice(from, match.index));
    ids.push(known);
    from = match.index + match[0].length;
  }
  if (ids.length === 0) return null;
  pieces.push(text.slice(from));
  return { pieces, ids };
}

function parameterOf(value: unknown, number: (id: string) => number | null): Parameter {
  if (typeof value === "string") {
    const template = templateOf(value, number);
    return template === null ? { constant: value } : { template };
  }
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return { list: value.map((item) => templateOf(item, number) ?? { pieces: [item], ids: [] }) };
  }
  return { constant: value };
}

function filled({ pieces, ids }: Template, fresh: readonly string[]): string {
  let text = pieces[0] ?? "";
  for (let at = 0; at < ids.length; at += 1) text += (fresh[ids[at] ?? 0] ?? "") + (pieces[at + 1] ?? "");
  return text;
}

function valueOf(parameter: Parameter, fresh: readonly string[]): unknown {
  if ("constant" in parameter) return parameter.constant;
  if ("template" in parameter) return filled(parameter.template, fresh);
  return parameter.list.map((template) => filled(template, fresh));
}

/** An id of the same kind and length that nobody has used. */
function freshId(id: string): string {
  const cut = id.lastIndexOf("_");
  if (cut < 0) return uuidv7();
  const random = [...randomBytes(id.length - cut - 1)].map((byte) => BASE62.charAt(byte % BASE62.length)).join("");
  return id.slice(0, cut + 1) + random;
}

export const freshIds = ({ made }: Recording): readonly string[] => made.map(freshId);

/**
 * Trades once through the route handlers in this process, whose application runs on the same database, and writes down what
 * each request sent. `known` are the ids that were there before.
 */
export async function record(base: string, market: Market, pair: Pair, known: ReadonlySet<string>): Promise<Recording> {
  const answer = dispatcher();
  const raw: { readonly taken: readonly Statement[]; readonly answer: string }[] = [];
  let id = "";
  for (const step of STEPS) {
    const request = new Request(`${base}${step.path(id)}`, {
      method: "POST",
      headers: { authorization: `Bearer ${step.token(pair)}`, "content-type": "application/json" },
      body: JSON.stringify(step.body(market, pair)),
    });
    const recorder = recordStatements();
    const response = await answer(request);
    const text = await response.text();
    recorder.stop();
    if (!response.ok) throw new Error(`recording ${step.verb}: ${response.status} ${text}`);
    if (step.verb === "create") id = (JSON.parse(text) as { readonly data: { readonly id: string } }).data.id;
    raw.push({ taken: recorder.taken, answer: text });
  }
  const made = new Map<string, number>();
  const number = (found: string): number | null => {
    if (known.has(found)) return null;
    if (!made.has(found)) made.set(found, made.size);
    return made.get(found) ?? null;
  };
  const steps = raw.map(({ taken, answer: given }) => ({
    answer: given,
    statements: taken.map(({ text, name, values }) => ({
      text,
      name,
      parameters: values.map((value) => parameterOf(value, number)),
    })),
  }));
  return { steps, made: [...made.keys()] };
}

interface CommitRow {
  readonly result?: string;
}

/** Sends the statements of one request, one after the other as the application does. Throws where one did not do its work. */
export async function replayStep(pool: pg.Pool, step: RecordedStep, fresh: readonly string[]): Promise<void> {
  for (const { text, name, parameters } of step.statements) {
    const { rows } = await pool.query<CommitRow>({
      text,
      values: parameters.map((parameter) => valueOf(parameter, fresh)),
      ...(name === null ? {} : { name }),
    });
    const result = rows[0]?.result;
    if (result !== undefined && result !== "done") throw new Error(`a replayed statement answered ${result}`);
  }
}
