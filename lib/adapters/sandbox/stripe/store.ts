import type { Database } from "@/lib/ports/sql";
import { epochSeconds, fromEpochSeconds } from "@/lib/kernel/clock";
import type { Kind, Stored } from "./model";

/** What one request has to read: objects by id, and all that belong to an object. */
export interface Reads {
  readonly ids: readonly string[];
  readonly parents: readonly string[];
}

/** An answer remembered under an idempotency key. */
export interface Remembered {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
}

export interface Loaded {
  /** The application's time in seconds (spec: sandbox.md). */
  readonly now: number;
  readonly objects: readonly Stored[];
  readonly remembered: Remembered | null;
}

export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly deliver: boolean;
}

export interface JobRow {
  readonly task: string;
  readonly payload: object;
  /** Application time in seconds; null for at once. */
  readonly due: number | null;
  readonly key: string | null;
}

export interface Commit {
  readonly now: number;
  readonly inserts: readonly Stored[];
  readonly updates: readonly Stored[];
  readonly events: readonly EventRow[];
  readonly jobs: readonly JobRow[];
  readonly cancelledJobs: readonly string[];
  readonly idempotency: (Remembered & { readonly key: string }) | null;
}

export type CommitResult = "done" | "conflict" | "in_progress";

export interface PageQuery {
  /** Columns and top-level fields of `data` that must equal. */
  readonly where: {
    readonly parent?: string;
    readonly customer?: string;
    readonly transferGroup?: string;
    readonly fields?: Readonly<Record<string, string>>;
  };
  readonly created: { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };
  readonly startingAfter: string | null;
  readonly endingBefore: string | null;
  readonly limit: number;
}

interface ObjectRow {
  readonly id: string;
  readonly object: Kind;
  readonly version: number;
  readonly created: number;
  readonly parent: string | null;
  readonly customer: string | null;
  readonly transfer_group: string | null;
  readonly data: Stored["data"];
  readonly internal: Stored["internal"];
}

const OBJECT_COLUMNS =
  "o.id, o.object, o.version, extract(epoch from o.created)::bigint as created, o.parent, o.customer, o.transfer_group, o.data, o.internal";

const LOAD = `
  SELECT app_now() AS now,
    (SELECT json_build_object('fingerprint', k.fingerprint, 'status', k.status, 'body', k.body, 'requestId', k.request_id)
     FROM sandbox.stripe_idempotency k
     WHERE k.key = $1 AND k.created_at > app_now() - interval '24 hours') AS remembered,
    (SELECT json_agg(r) FROM (
      SELECT ${OBJECT_COLUMNS} FROM sandbox.stripe_objects o WHERE o.id = ANY($2) OR o.parent = ANY($3) ORDER BY o.seq
    ) r) AS objects`;

const COMMIT = "SELECT sandbox.stripe_commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS result";

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const UNIQUE_VIOLATION = "23505";

/** The emulator's rows. Reads take no locks; `commit` writes only what nobody changed in between. */
export class Store {
  constructor(readonly db: Database) {}

  async load(reads: Reads, idempotencyKey: string | null): Promise<Loaded> {
    const [row] = await this.db.query<{ now: Date; remembered: Remembered | null; objects: ObjectRow[] | null }>(
      LOAD,
      [idempotencyKey, reads.ids, reads.parents],
      "sandbox_stripe_load",
    );
    if (row === undefined) throw new Error("a SELECT without FROM gave no row");
    return { now: epochSeconds(row.now), remembered: row.remembered, objects: (row.objects ?? []).map(toStored) };
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const { idempotency } = commit;
    const rows = (items: readonly object[]) => (items.length === 0 ? null : JSON.stringify(items));
    try {
      const [row] = await this.db.query<{ result: CommitResult }>(
        COMMIT,
        [
          rows(
            commit.updates.map(({ id, version, customer, data, internal }) => ({
              id,
              version,
              customer,
              data,
              internal,
            })),
          ),
          rows(commit.inserts.map(toRow)),
          rows(commit.events),
          rows(
            commit.jobs.map((job) => ({
              ...job,
              due: job.due === null ? null : fromEpochSeconds(job.due).toISOString(),
            })),
          ),
          commit.cancelledJobs.length === 0 ? null : commit.cancelledJobs,
          fromEpochSeconds(commit.now),
          idempotency?.key ?? null,
          idempotency?.fingerprint ?? null,
          idempotency?.status ?? null,
          idempotency?.body ?? null,
          idempotency?.requestId ?? null,
        ],
        "sandbox_stripe_commit",
      );
      if (row === undefined) throw new Error("stripe_commit gave no row");
      return row.result;
    } catch (error) {
      if (isRace(error)) return "conflict";
      throw error;
    }
  }

  /** One page, newest first, and whether there are more beyond it. */
  async page(
    kind: Kind,
    query: PageQuery,
  ): Promise<{ readonly objects: readonly Stored[]; readonly hasMore: boolean }> {
    const values: unknown[] = [kind];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = ["o.object = $1", ...columnConditions(query, bind), ...fieldConditions(query, bind)];
    for (const [operator, bound] of Object.entries(COMPARISONS)) {
      const limit = query.created[bound];
      if (limit !== undefined) conditions.push(`o.created ${operator} to_timestamp(${bind(limit)})`);
    }
    const cursor = query.startingAfter ?? query.endingBefore;
    const backwards = query.startingAfter === null && query.endingBefore !== null;
    if (cursor !== null) {
      conditions.push(
        `o.seq ${backwards ? ">" : "<"} (SELECT c.seq FROM sandbox.stripe_objects c WHERE c.id = ${bind(cursor)})`,
      );
    }
    const rows = await this.db.query<ObjectRow>(
      `SELECT ${OBJECT_COLUMNS} FROM sandbox.stripe_objects o WHERE ${conditions.join(" AND ")}
       ORDER BY o.seq ${backwards ? "ASC" : "DESC"} LIMIT ${bind(query.limit + 1)}`,
      values,
    );
    const objects = rows.slice(0, query.limit).map(toStored);
    return { objects: backwards ? objects.reverse() : objects, hasMore: rows.length > query.limit };
  }

  /** The platform's balance in cents: what may be spent, and what card payments still owe. */
  async balance(currency: string): Promise<{ readonly available: number; readonly pending: number }> {
    const [row] = await this.db.query<{ available: number; pending: number }>(
      `SELECT coalesce(sum(net) FILTER (WHERE available_on <= now), 0)::bigint AS available,
              coalesce(sum(net) FILTER (WHERE available_on > now), 0)::bigint AS pending
       FROM (SELECT (data ->> 'net')::bigint AS net, (data ->> 'available_on')::bigint AS available_on,
                    extract(epoch FROM app_now()) AS now
             FROM sandbox.stripe_objects WHERE object = 'balance_transaction' AND data ->> 'currency' = $1) movements`,
      [currency],
    );
    return { available: row?.available ?? 0, pending: row?.pending ?? 0 };
  }
}

const COMPARISONS = { ">": "gt", ">=": "gte", "<": "lt", "<=": "lte" } as const;

function columnConditions(query: PageQuery, bind: (value: unknown) => string): readonly string[] {
  const { parent, customer, transferGroup } = query.where;
  return [
    ...(parent === undefined ? [] : [`o.parent = ${bind(parent)}`]),
    ...(customer === undefined ? [] : [`o.customer = ${bind(customer)}`]),
    ...(transferGroup === undefined ? [] : [`o.transfer_group = ${bind(transferGroup)}`]),
  ];
}

function fieldConditions(query: PageQuery, bind: (value: unknown) => string): readonly string[] {
  return Object.entries(query.where.fields ?? {}).map(([field, value]) => `o.data ->> ${bind(field)} = ${bind(value)}`);
}

function toRow(stored: Stored): object {
  const { id, kind, parent, customer, transferGroup, data, internal } = stored;
  return { id, object: kind, parent, customer, transfer_group: transferGroup, data, internal };
}

function toStored(row: ObjectRow): Stored {
  return {
    kind: row.object,
    id: row.id,
    version: row.version,
    created: row.created,
    parent: row.parent,
    customer: row.customer,
    transferGroup: row.transfer_group,
    data: row.data,
    internal: row.internal,
  };
}

/** Two requests made the same object, or waited for each other: one of them reads again. */
function isRace(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || code === UNIQUE_VIOLATION;
}
