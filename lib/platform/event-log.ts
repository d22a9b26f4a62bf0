import type { AgentId, Id } from "../kernel/ids";
import type { Sql } from "../ports/sql";

/**
 * Reading `events` in order. The order is (xid, seq): the writing transaction, then the row. Only rows below the oldest
 * transaction that still runs are read, so that nothing can appear later behind what was read already (architecture.md).
 */
export interface LoggedEvent {
  readonly id: Id;
  readonly seq: number;
  /** An xid8 as text: it may exceed what a number holds. */
  readonly xid: string;
  readonly agent_id: AgentId;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
}

/** A place in the order: everything up to and including it has been read. */
export interface Place {
  readonly xid: string;
  readonly seq: number;
}

/** Before every event. */
export const BEGINNING: Place = { xid: "0", seq: 0 };

/** The place before the first row of a transaction: everything below it has been read. */
const below = (xid: string): Place => ({ xid, seq: 0 });

/** Whether `a` lies before `b` or is the same place. */
export function notAfter(a: Place, b: Place): boolean {
  const [left, right] = [BigInt(a.xid), BigInt(b.xid)];
  return left < right || (left === right && a.seq <= b.seq);
}

export interface Batch {
  readonly events: readonly LoggedEvent[];
  /** Where to go on. */
  readonly place: Place;
  /** Whether `place` is all that could be read at that moment. */
  readonly complete: boolean;
}

type Row = LoggedEvent & { readonly horizon: string };
type MaybeRow = Row | { readonly horizon: string; readonly id: null };

const COLUMNS = "e.id, e.seq, e.xid::text AS xid, e.agent_id, e.type, e.payload, e.created_at";
const HORIZON = "WITH h AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon)";

const OF_EVERYBODY = `${HORIZON}
  SELECT h.horizon::text AS horizon, ${COLUMNS} FROM h LEFT JOIN LATERAL (
    SELECT * FROM events WHERE (xid, seq) > ($1::xid8, $2::bigint) AND xid < h.horizon AND ($4::text[] IS NULL OR agent_id = ANY($4))
    ORDER BY xid, seq LIMIT $3) AS e ON true
  ORDER BY e.xid, e.seq`;

/* Each agent is read from its own index and only as far as the batch goes. */
const OF_AGENTS = ofAgents("", "");
/* So is each type: a rare one costs no walk over the others. */
const OF_TYPES = ofAgents(
  "CROSS JOIN (SELECT DISTINCT unnest($5::text[]) AS type) AS wanted",
  "AND type = wanted.type",
);

function ofAgents(types: string, condition: string): string {
  return `${HORIZON}
  SELECT h.horizon::text AS horizon, ${COLUMNS} FROM h LEFT JOIN LATERAL (
    SELECT found.* FROM unnest($4::text[]) AS mine (agent_id) ${types} CROSS JOIN LATERAL (
      SELECT * FROM events WHERE events.agent_id = mine.agent_id ${condition} AND (xid, seq) > ($1::xid8, $2::bigint) AND xid < h.horizon
      ORDER BY xid, seq LIMIT $3) AS found
    ORDER BY xid, seq LIMIT $3) AS e ON true
  ORDER BY e.xid, e.seq`;
}

function batchOf(rows: readonly MaybeRow[], limit: number): Batch {
  const events = rows.filter((row): row is Row => row.id !== null);
  const last = events.at(-1);
  const complete = events.length < limit;
  const horizon = rows[0]?.horizon;
  if (horizon === undefined) throw new Error("the horizon is always given");
  return {
    events,
    complete,
    place: complete || last === undefined ? below(horizon) : { xid: last.xid, seq: last.seq },
  };
}

/** The next events of all agents, or of those given: what the process's one reader reads. */
export async function readOn(
  sql: Sql,
  after: Place,
  agentIds: readonly AgentId[] | null,
  limit: number,
): Promise<Batch> {
  return batchOf(
    await sql.query<MaybeRow>(OF_EVERYBODY, [after.xid, after.seq, limit, agentIds], "events-read-on"),
    limit,
  );
}

/** The next events of some agents, of some types or all: what was missed, and pages. */
export async function readHistory(
  sql: Sql,
  after: Place,
  of: { readonly agentIds: readonly AgentId[]; readonly types: readonly string[] | null },
  limit: number,
): Promise<Batch> {
  const shared = [after.xid, after.seq, limit, of.agentIds];
  const rows =
    of.types === null
      ? await sql.query<MaybeRow>(OF_AGENTS, shared, "events-history")
      : await sql.query<MaybeRow>(OF_TYPES, [...shared, of.types], "events-history-of-types");
  return batchOf(rows, limit);
}

/** The place after the event that a reader has seen last; one that never was leads to the one before it. */
export async function placeOfSeq(sql: Sql, agentIds: readonly AgentId[], seq: number): Promise<Place> {
  const [row] = await sql.query<Place>(
    `SELECT found.xid::text AS xid, found.seq FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
       SELECT xid, seq FROM events WHERE events.agent_id = mine.agent_id AND seq <= $2 ORDER BY seq DESC LIMIT 1) AS found
     ORDER BY found.seq DESC LIMIT 1`,
    [agentIds, seq],
    "event-place",
  );
  return row ?? BEGINNING;
}

/** The place of what happens from now on. */
export async function presentPlace(sql: Sql): Promise<Place> {
  const [row] = await sql.query<{ horizon: string }>(
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon",
    [],
    "events-horizon",
  );
  if (row === undefined) throw new Error("the horizon is always given");
  return below(row.horizon);
}
