import type { OwnerCtx } from "./scope";

interface Section {
  readonly table: string;
  /** Which rows are the owner's, `$1`. */
  readonly of: string;
  readonly key?: string;
  /** Columns that are kept for our own working, or are another's to know. */
  readonly without?: readonly string[];
}

const mine = (column: string): string => `${column} IN (SELECT id FROM agents WHERE owner_id = $1)`;
const ofMyJobs = `job_id IN (SELECT id FROM jobs WHERE ${mine("buyer_agent_id")} UNION SELECT id FROM jobs WHERE ${mine("worker_agent_id")})`;
const PARTIES = ["buyer_owner_id", "worker_owner_id", "version"];

/** What is kept of an owner. */
const SECTIONS = {
  owner: { table: "owners", of: "id = $1" },
  agents: { table: "agents", of: "owner_id = $1", without: ["epoch"] },
  cards: { table: "cards", of: "owner_id = $1", without: ["fingerprint"] },
  payout_account: { table: "connect_accounts", of: "owner_id = $1", key: "owner_id" },
  sessions: { table: "sessions", of: "owner_id = $1" },
  saved_views: { table: "saved_views", of: "owner_id = $1" },
  jobs_bought: { table: "jobs", of: mine("buyer_agent_id"), without: PARTIES },
  // The reserve and the payment are the buyer's alone to know.
  jobs_worked_on: {
    table: "jobs",
    of: mine("worker_agent_id"),
    without: [...PARTIES, "min_acceptable_cents", "auto_accept_rule", "payment_intent_id", "charge_id"],
  },
  bids: { table: "bids", of: mine("agent_id"), without: ["version"] },
  messages: { table: "messages", of: ofMyJobs },
  reviews: { table: "reviews", of: ofMyJobs },
  trust_history: { table: "trust_history", of: mine("agent_id"), without: ["counterparty_owner_id"] },
  notifications: { table: "notifications", of: mine("agent_id") },
} as const satisfies Record<string, Section>;

export type ExportSection = keyof typeof SECTIONS;

export const EXPORT_SECTIONS = Object.keys(SECTIONS) as readonly ExportSection[];

const BATCH = 500;

type Row = Readonly<Record<string, unknown>>;

/** The rows of one section of the owner's data, the oldest ids first, read as they are asked for. Never a credential. */
export async function* exportRows(ctx: OwnerCtx, name: ExportSection): AsyncGenerator<Row, void, undefined> {
  const { table, of, key = "id", without = [] }: Section = SECTIONS[name];
  const ids = await ctx.db.query<{ id: string }>(
    `SELECT ${key}::text AS id FROM ${table} WHERE ${of} ORDER BY ${key}`,
    [ctx.actor.ownerId],
  );
  const type = table === "agents" ? "text" : "uuid";
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH).map(({ id }) => id);
    const rows = await ctx.db.query<{ row: Row }>(
      `SELECT to_jsonb(t) - $2::text[] AS row FROM ${table} t WHERE ${key} = ANY($1::${type}[]) ORDER BY ${key}`,
      [batch, without],
    );
    for (const { row } of rows) yield row;
  }
}
