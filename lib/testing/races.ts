import { queue } from "../composition";
import { elapse, freeze } from "../domain/jobs";
import { addDays } from "../kernel/clock";
import { Refusal } from "../kernel/errors";
import { appNow, contextOf, type Actor, type Ctx } from "../platform/context";
import { SANDBOX_OPERATOR } from "../platform/env";
import type { Sql } from "../ports/sql";
import type { Market } from "./market";

/** How often each pair meets; `npm run test:races` raises it to a hundred. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 3);
/** The numbers of the rounds, for races that have to be run one after the other. */
export const rounds = (): number[] => Array.from({ length: ROUNDS }, (_, round) => round + 1);
/** So many races are run at once, each about an object of its own: their transactions meet, too. */
const SIDE_BY_SIDE = 10;

/** The sizes of the groups in which all rounds are run. */
export const groups = (): number[] =>
  Array.from({ length: Math.ceil(ROUNDS / SIDE_BY_SIDE) }, (_, at) =>
    Math.min(SIDE_BY_SIDE, ROUNDS - at * SIDE_BY_SIDE),
  );

/** Makes so many of something, side by side. */
export const several = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

/** Long enough for all rounds of one pair on a busy machine. */
export const ROUNDS_TIMEOUT_MS = 20_000 + ROUNDS * 15_000;

/** Answers of a race that nobody has to be ashamed of: done, or told what stood in the way. */
export const LEGAL_STATUSES = [200, 201, 409];

const ADMIN: Extract<Actor, { kind: "admin" }> = { kind: "admin", email: SANDBOX_OPERATOR };
/** Later than every timer of a job. */
const TIME_IS_UP_DAYS = 60;

async function contextIn<A extends Actor>(days: number, actor: A): Promise<Ctx<A>> {
  const { deps } = queue();
  return contextOf(deps, addDays(await appNow(deps), days), actor, "race");
}

/** A command of the system's own, as its background task or console runs it; answers as HTTP would. */
async function internal(run: () => Promise<unknown>): Promise<number> {
  try {
    await run();
    return 200;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

/** Whatever time does in the state the job is in: expiry, deadline, auto-release. */
export const timeIsUp = (id: string): Promise<number> =>
  internal(async () => elapse(await contextIn(TIME_IS_UP_DAYS, { kind: "system" }), id));

export const frozen = (id: string): Promise<number> =>
  internal(async () => freeze(await contextIn(0, ADMIN), id, "a question of the bank"));

export interface Step {
  readonly from_status: string | null;
  readonly to_status: string;
  readonly actor: string;
}

export const stepsOf = (db: Sql, id: string): Promise<Step[]> =>
  db.query<Step>("SELECT from_status, to_status, actor FROM transitions WHERE job_id = $1 ORDER BY seq", [id]);

/** Each event about a job, as `type receiver`, in the order in which they were written. */
export async function eventsOf(db: Sql, id: string): Promise<string[]> {
  const rows = await db.query<{ type: string; agent_id: string }>(
    "SELECT type, agent_id FROM events WHERE job_id = $1 ORDER BY seq",
    [id],
  );
  return rows.map(({ type, agent_id }) => `${type} ${agent_id}`);
}

/** What one side says was moved for a job, in cents. */
export interface Moved {
  readonly captured: number;
  readonly transferred: number;
  readonly refunded: number;
}

/** What the ledger says, summed over the entries of one job. */
export async function booked(db: Sql, id: string): Promise<Moved> {
  const rows = await db.query<{ kind: string; cents: number }>(
    `SELECT t.kind, sum(p.amount_cents) AS cents FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
     JOIN ledger_accounts a ON a.id = p.account_id AND a.kind = 'stripe_balance' WHERE t.job_id = $1 GROUP BY t.kind`,
    [id],
  );
  const of = (kind: string) => Math.abs(rows.find((row) => row.kind === kind)?.cents ?? 0);
  return { captured: of("capture"), transferred: of("transfer"), refunded: of("refund") };
}

const sum = (rows: readonly Readonly<Record<string, unknown>>[], field: string): number =>
  rows.reduce((total, row) => total + Number(row[field]), 0);

/** What Stripe itself says. */
export async function atStripe(market: Market, id: string): Promise<Moved> {
  const intents = (await market.stripe("/v1/payment_intents?limit=100")).filter(
    ({ transfer_group }) => transfer_group === id,
  );
  const refunds = await Promise.all(
    intents.map((intent) => market.stripe(`/v1/refunds?payment_intent=${String(intent.id)}`)),
  );
  const transfers = await market.stripe(`/v1/transfers?transfer_group=${id}`);
  return {
    captured: sum(intents, "amount_received"),
    transferred: sum(transfers, "amount"),
    refunded: sum(refunds.flat(), "amount"),
  };
}

/** Tiers limit how many jobs a worker has at once, and cancelling costs trust: other tests' subjects. */
export async function makeRoom(db: Sql, workers: readonly string[]): Promise<void> {
  await db.query("UPDATE agents SET trust_score = 10000 WHERE id = ANY ($1)", [workers]);
  await db.query(
    `UPDATE jobs SET status = 'cancelled', timer_at = NULL, status_before_freeze = NULL, frozen_at = NULL
     WHERE status NOT IN ('completed', 'cancelled', 'refunded') AND pending_operation_id IS NULL`,
  );
}

/** Every two of these, each also with itself. */
export const pairsOf = (names: readonly string[]): (readonly [string, string])[] =>
  names.flatMap((first, at) => names.slice(at).map((second) => [first, second] as const));
