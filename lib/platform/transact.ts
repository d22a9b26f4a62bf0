import { setTimeout as sleep } from "node:timers/promises";
import type { AgentId, Id } from "../kernel/ids";
import type { Cents } from "../kernel/money";
import { SECOND_MS } from "../kernel/clock";
import { Refusal } from "../kernel/errors";
import type { TaskName } from "./task-names";
import type { Sql } from "../ports/sql";
import type { Prisma } from "./prisma/client";
import type * as Tables from "./prisma/models";

/** The tables a change may write through here; the ledger, events and trust have fields of their own. */
interface Rows {
  owners: Tables.ownersModel;
  agents: Tables.agentsModel;
  agent_keys: Tables.agent_keysModel;
  webhook_secrets: Tables.webhook_secretsModel;
  email_tokens: Tables.email_tokensModel;
  magic_links: Tables.magic_linksModel;
  sessions: Tables.sessionsModel;
  cards: Tables.cardsModel;
  connect_accounts: Tables.connect_accountsModel;
  jobs: Tables.jobsModel;
  transitions: Tables.transitionsModel;
  bids: Tables.bidsModel;
  files: Tables.filesModel;
  file_accesses: Tables.file_accessesModel;
  deliverables: Tables.deliverablesModel;
  validations: Tables.validationsModel;
  messages: Tables.messagesModel;
  reviews: Tables.reviewsModel;
  disputes: Tables.disputesModel;
  dispute_evidence: Tables.dispute_evidenceModel;
  dispute_steps: Tables.dispute_stepsModel;
  stripe_operations: Tables.stripe_operationsModel;
  stripe_events: Tables.stripe_eventsModel;
  chargebacks: Tables.chargebacksModel;
  webhook_deliveries: Tables.webhook_deliveriesModel;
  webhook_attempts: Tables.webhook_attemptsModel;
  audit_log: Tables.audit_logModel;
  mails: Tables.mailsModel;
}
type Table = keyof Rows;
/** A value as JSON carries it to the database function. */
type Written<T> = {
  [K in keyof T]?: [Prisma.JsonObject] extends [T[K]]
    ? unknown
    : T[K] extends bigint
      ? number
      : T[K] extends (infer E)[]
        ? readonly E[]
        : T[K];
};

export interface RowUpdate {
  readonly table: Table;
  /** The row, and what must still be true of it (compare-and-set). */
  readonly where: Readonly<Record<string, unknown>>;
  readonly set: Readonly<Record<string, unknown>>;
  /** False: it is fine when no row matches. */
  readonly required?: boolean;
}
export interface RowInsert {
  readonly table: Table;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * An update of the row that `where` names, with what must still be true of it (compare-and-set). While `required`, which is the
 * standard, a row that is not so undoes the whole change: `transact` throws `Conflict`. Without it the change goes on, and
 * nothing is updated here: for what another may have done already, with the same end.
 */
export const update = <T extends Table>(
  table: T,
  where: Written<Rows[T]>,
  set: Written<Rows[T]>,
  required = true,
): RowUpdate => ({
  table,
  where,
  set,
  required,
});
/** All rows must have the same columns; columns left out take the table's defaults. */
export const insert = <T extends Table>(table: T, ...rows: readonly Written<Rows[T]>[]): RowInsert => ({ table, rows });

export interface EventRow {
  readonly id: Id;
  readonly delivery_id: Id;
  readonly agent_id: AgentId;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly job_id: Id | null;
  /** Present where the event also becomes a notification. */
  readonly notification_id?: Id;
  /** Where it is not the event's own type. */
  readonly notification_type?: string;
  readonly title?: string;
  readonly message?: string;
  /** Present where the owner also gets a mail, unless such mails are turned off; `mail_standard` holds where nothing was chosen. */
  readonly mail_kind?: string;
  readonly mail_standard?: boolean;
}

export interface LedgerEntry {
  readonly id: Id;
  readonly kind: string;
  readonly job_id: Id | null;
  readonly operation_id: Id | null;
  readonly currency: string;
  readonly lines: readonly { readonly account: string; readonly owner_id: Id | null; readonly amount_cents: Cents }[];
}

export interface AgentChange {
  readonly agent_id: AgentId;
  /** Hundredths of a point; clamped, and capped per counterparty, by the database function. */
  readonly trust_delta?: number;
  readonly reason?: string;
  readonly counterparty_owner_id?: Id | null;
  readonly completed_jobs?: number;
  readonly rating?: number;
  readonly job_id: Id | null;
  readonly history_id: Id;
  readonly event_id: Id;
  readonly delivery_id: Id;
}

export type Guard =
  | { readonly kind: "concurrent_jobs"; readonly agent_id: AgentId; readonly job_id: Id; readonly max: number }
  | { readonly kind: "spending"; readonly agent_id: AgentId; readonly month: Date; readonly cents: Cents }
  | { readonly kind: "live_bids"; readonly job_id: Id; readonly max: number }
  | {
      readonly kind: "files";
      readonly job_id: Id;
      readonly purpose: string;
      readonly max: number;
      readonly max_bytes: number;
    }
  | { readonly kind: "messages"; readonly job_id: Id; readonly max: number };

export interface TaskRow {
  readonly task: TaskName;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The application's time; absent is now. */
  readonly run_at?: Date;
  /** A later task of the same key replaces an earlier one that has not started. */
  readonly key?: string;
  readonly max_attempts?: number;
}

/** All that one verb writes: it happens whole or not at all (architecture.md, "One change, one transaction"). */
export interface Change {
  readonly updates?: readonly RowUpdate[];
  readonly inserts?: readonly RowInsert[];
  readonly ledger?: readonly LedgerEntry[];
  readonly guards?: readonly Guard[];
  readonly agents?: readonly AgentChange[];
  readonly unspend?: readonly { readonly agent_id: AgentId; readonly month: Date; readonly cents: Cents }[];
  readonly events?: readonly EventRow[];
  readonly tasks?: readonly TaskRow[];
  readonly unqueue?: readonly string[];
}

/** A row was not as the verb had read it: somebody else was faster. The verb loads again and decides again. */
export class Conflict extends Error {
  override readonly name = "Conflict";
  constructor(readonly what: string) {
    super(`${what} changed meanwhile`);
  }
}

/** A guard refused inside the transaction; nothing was written. */
export class GuardRefused extends Error {
  override readonly name = "GuardRefused";
  constructor(readonly guard: "concurrent_jobs" | "monthly_limit" | "live_bids" | "files" | "messages") {
    super(`guard ${guard} refused`);
  }
}

interface PgError {
  readonly code?: string;
  readonly detail?: string;
  readonly constraint?: string;
}

const ROW_NOT_AS_EXPECTED = "VX001";
const GUARD = "VX002";
const UNIQUE = "23505";
const RETRYABLE = new Set(["40001", "40P01"]);
/** A deadlock inside a caller's own transaction ended that one too: the caller begins again. */
const TRANSACTION_ENDED = "25P02";
const MAX_TRIES = 5;
/** An agent was deleted while a verb about it ran (`require_living_agent`): what its caller would hear a moment later. */
const DELETED_MEANWHILE = { caller_deleted: "session_invalidated", worker_deleted: "worker_unavailable" } as const;

function translated(error: unknown): unknown {
  const { code, detail, constraint } = error as PgError;
  if (code === TRANSACTION_ENDED) return new Conflict("the transaction");
  if (code === ROW_NOT_AS_EXPECTED) return new Conflict(detail ?? "a row");
  if (code === GUARD && (detail === "caller_deleted" || detail === "worker_deleted"))
    return new Refusal(DELETED_MEANWHILE[detail]);
  if (code === GUARD) return new GuardRefused(detail as GuardRefused["guard"]);
  if (code === UNIQUE) return new Conflict(constraint ?? "a unique row");
  return error;
}

/**
 * Runs a statement that commits, again where a deadlock ended it. Throws `Conflict` when a compare-and-set or a unique index
 * found the rows changed, `GuardRefused` when a guard did; then nothing was written.
 */
export async function committed<T>(statement: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await statement();
    } catch (error) {
      if (tries < MAX_TRIES && RETRYABLE.has((error as PgError).code ?? "")) continue;
      throw translated(error);
    }
  }
}

/** A change as `commit_change` takes it: what is kept as JSON travels as text, so that its keys stay in their order. */
export function changeBody(now: Date, change: Change) {
  const all = listed(change);
  return {
    now,
    ...all,
    updates: all.updates.map((one) => ({ ...one, set: JSON.stringify(one.set) })),
    inserts: all.inserts.map((one) => ({ ...one, rows: JSON.stringify(one.rows) })),
    events: all.events.map((one) => ({ ...one, payload: JSON.stringify(one.payload) })),
  };
}

/** Writes a change in one database transaction and one round trip. Throws as `committed` does. */
export async function transact(ctx: { readonly db: Sql; readonly now: Date }, change: Change): Promise<void> {
  const body = JSON.stringify(changeBody(ctx.now, change));
  await committed(() => ctx.db.query("SELECT commit_change($1::jsonb)", [body], "commit-change"));
}

type Lists = { readonly [K in keyof Change]-?: NonNullable<Change[K]> };

const listed = (change: Change): Lists => ({
  updates: [],
  inserts: [],
  ledger: [],
  guards: [],
  agents: [],
  unspend: [],
  events: [],
  tasks: [],
  unqueue: [],
  ...change,
});

/** Joins the changes of several steps into one. */
export function merge(...changes: readonly Change[]): Change {
  return changes.map(listed).reduce<Lists>(
    (all, one) => ({
      updates: [...all.updates, ...one.updates],
      inserts: [...all.inserts, ...one.inserts],
      ledger: [...all.ledger, ...one.ledger],
      guards: [...all.guards, ...one.guards],
      agents: [...all.agents, ...one.agents],
      unspend: [...all.unspend, ...one.unspend],
      events: [...all.events, ...one.events],
      tasks: [...all.tasks, ...one.tasks],
      unqueue: [...all.unqueue, ...one.unqueue],
    }),
    listed({}),
  );
}

/** How often a verb loads and decides again when somebody else was faster. */
const MAX_DECISIONS = 20;

/** Runs load → decide → transact until it is not overtaken. */
export async function untilSettled<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Conflict) || tries >= MAX_DECISIONS) throw error;
      await sleep(Math.random() * Math.min(SECOND_MS, 5 * 2 ** tries));
    }
  }
}
