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

/** A text as queries: its whole words, and the last one as a beginning, so that it finds while one types. Null where there is none. */
function askedFor(text: string): { readonly whole: string; readonly beginning: string } | null {
  const words = text
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MAX_WORDS)
    .map(quoted);
  const last = words.pop();
  return last === undefined ? null : { whole: words.join(" & "), beginning: `${last}:*` };
}

/** What is asked of job_texts. */
export interface Words {
  /** For the index: whose jobs, and the whole words. */
  readonly within: string;
  /** For the rows that the index gives; null where that is all of them. In the index a beginning costs all the words that begin so. */
  readonly beginning: string | null;
}

const AS_KEPT = `
  WITH asked AS (SELECT to_tsquery('simple', $1) AS whole, to_tsquery('simple', $2) AS beginning),
    known AS MATERIALIZED (SELECT FROM job_texts, asked WHERE document @@ beginning)
  SELECT whole::text, beginning::text, EXISTS (SELECT FROM known) AS known FROM asked`;

/**
 * A text as a query of job_texts, in the jobs of these agents: of titles, tasks and the parties' names. An agent's id is that
 * agent's jobs. Null where nothing can be found: there is no word in it, or one that no job has.
 */
export async function wordsOf(ctx: OwnerCtx, text: string, ids: readonly AgentId[]): Promise<Words | null> {
  if (ids.length === 0) return null;
  const mine = `(${anyAgent(ids)})`;
  if (isAgentId(text)) return { within: `${mine} & ${quoted(` agent ${text}`)}`, beginning: null };
  const asked = askedFor(text);
  if (asked === null) return null;
  // The database takes words apart as it did when it kept them.
  const [row] = await ctx.db.query<{ whole: string; beginning: string; known: boolean }>(AS_KEPT, [
    asked.whole,
    asked.beginning,
  ]);
  if (row?.known !== true) return null;
  return { within: row.whole === "" ? mine : `${mine} & (${row.whole})`, beginning: row.beginning };
}

export interface NamedAgent {
  readonly id: AgentId;
  readonly name: string;
}

/** Active agents of others by the words of their names, whichever are found first. */
export async function agentsNamed(ctx: OwnerCtx, text: string, limit: number): Promise<NamedAgent[]> {
  const asked = askedFor(text);
  if (asked === null) return [];
  const query = [asked.whole, asked.beginning].filter((part) => part !== "").join(" & ");
  return ctx.db.query<NamedAgent>(
    `SELECT id, name FROM agents
     WHERE status = 'active' AND owner_id <> $1 AND to_tsvector('simple', name) @@ to_tsquery('simple', $2) LIMIT $3`,
    [ctx.actor.ownerId, query, limit],
    "dashboard-agents-named",
  );
}
