import { isAgentId, isId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { OwnerCtx } from "./scope";

/** Whatever has an id of its own and belongs to a job. */
const WITH_JOB = [
  "bids",
  "files",
  "messages",
  "disputes",
  "reviews",
  "validations",
  "transitions",
  "stripe_operations",
  "webhook_deliveries",
  "events",
  "notifications",
] as const;

const BY_ID = [
  "SELECT id FROM jobs WHERE id = $1::uuid",
  ...WITH_JOB.map((table) => `SELECT job_id FROM ${table} WHERE id = $1::uuid`),
].join(" UNION ");
const BY_PROVIDER = `
  SELECT id FROM jobs WHERE payment_intent_id = $1 UNION SELECT id FROM jobs WHERE charge_id = $1
  UNION SELECT job_id FROM stripe_operations WHERE stripe_id = $1`;

/** The beginning of an id, as one reads it off a screen: so long that it names a few jobs at most. */
const BEGINNING = /^[0-9a-f]{8}(?:-[0-9a-f-]{0,27})?$/;
const PROVIDERS = /^(?:pi|ch|py|re|pyr|tr|trr)_\w{4,}$/;
const MOST = 50;

async function idsOf(ctx: OwnerCtx, sql: string, values: readonly unknown[], name: string): Promise<Id[]> {
  const rows = await ctx.db.query<{ id: Id | null }>(
    `SELECT id FROM (${sql}) AS found (id) LIMIT ${MOST}`,
    [...values],
    name,
  );
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/**
 * The jobs that an id names: a job's own (its beginning will do), that of anything belonging to one, or what Stripe calls its
 * payments. Of any owner: whoever asks must still look whose they are. Empty for what is no id.
 */
export async function jobsNamed(ctx: OwnerCtx, text: string): Promise<Id[]> {
  const id = text.toLowerCase();
  if (isId(id)) return idsOf(ctx, BY_ID, [id], "jobs-by-any-id");
  if (PROVIDERS.test(text)) return idsOf(ctx, BY_PROVIDER, [text], "jobs-by-provider-id");
  if (!BEGINNING.test(id)) return [];
  const digits = id.replaceAll("-", "");
  const range = [digits.padEnd(32, "0"), digits.padEnd(32, "f")];
  return idsOf(ctx, "SELECT id FROM jobs WHERE id BETWEEN $1::uuid AND $2::uuid", range, "jobs-by-id-beginning");
}

const MAX_WORDS = 12;
const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
const anyAgent = (ids: readonly AgentId[]): string => ids.map((id) => quoted(` agent ${id}`)).join(" | ");

/** A text as a query: all of its words, the last as its beginning, so that it finds while one types. Null where there is none. */
function askedFor(text: string): string | null {
  const words = text
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  return words.map((word, index) => `${quoted(word)}${index === words.length - 1 ? ":*" : ""}`).join(" & ");
}

/**
 * A text as a query of job_texts, in the jobs of these agents: of titles, tasks and the parties' names. An agent's id is that
 * agent's jobs. Null where there is no word in it.
 */
export async function tsqueryOf(ctx: OwnerCtx, text: string, ids: readonly AgentId[]): Promise<string | null> {
  if (ids.length === 0) return null;
  if (isAgentId(text)) return `(${anyAgent(ids)}) & ${quoted(` agent ${text}`)}`;
  const asked = askedFor(text);
  if (asked === null) return null;
  // The database takes words apart as it did when it kept them.
  const [row] = await ctx.db.query<{ words: string }>(
    "SELECT to_tsquery('simple', $1)::text AS words",
    [asked],
    "words-asked",
  );
  return row === undefined || row.words === "" ? null : `(${anyAgent(ids)}) & (${row.words})`;
}

export interface NamedAgent {
  readonly id: AgentId;
  readonly name: string;
}

/** Active agents of others by the words of their names, whichever are found first. */
export async function agentsNamed(ctx: OwnerCtx, text: string, limit: number): Promise<NamedAgent[]> {
  const asked = askedFor(text);
  if (asked === null) return [];
  return ctx.db.query<NamedAgent>(
    `SELECT id, name FROM agents
     WHERE status = 'active' AND owner_id <> $1 AND to_tsvector('simple', name) @@ to_tsquery('simple', $2) LIMIT $3`,
    [ctx.actor.ownerId, asked, limit],
    "dashboard-agents-named",
  );
}
