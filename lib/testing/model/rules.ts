import type { JobState, Market, Side, Status, TraderName, TraderState } from "./state";
import { tell } from "./state";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Visa's hold for a payment without the cardholder: 4 days and 18 hours (decisions 4). */
export const HOLD = 4 * DAY + 18 * HOUR;
export const AUTO_RELEASE = 48 * HOUR;
export const LEAST_FOR_REVISION = 24 * HOUR;

/** Who can do what in which state: the table of decisions section 4, row by row. */
const ALLOWED: Readonly<Record<Status, Readonly<Record<Side, readonly string[]>>>> = {
  pending_payment: { buyer: ["fund", "cancel"], worker: [] },
  funded: { buyer: ["cancel"], worker: ["accept", "decline"] },
  accepted: { buyer: ["cancel"], worker: ["start", "deliver", "submit", "cancel"] },
  in_progress: { buyer: ["cancel"], worker: ["deliver", "submit", "cancel"] },
  validating: { buyer: ["approve"], worker: [] },
  delivered: { buyer: ["approve", "revision", "dispute"], worker: ["dispute"] },
  revision_requested: { buyer: ["dispute"], worker: ["deliver", "submit", "dispute"] },
  disputed: { buyer: [], worker: [] },
  frozen: { buyer: [], worker: [] },
  completed: { buyer: [], worker: [] },
  cancelled: { buyer: [], worker: [] },
  refunded: { buyer: [], worker: [] },
};

export function allowed(job: JobState, side: Side): readonly string[] {
  const verbs = ALLOWED[job.status][side];
  const spent = job.revisions >= job.maxRevisions;
  return spent ? verbs.filter((verb) => verb !== "revision") : verbs;
}

/** Verbs that belong to one side alone: the other is told 403. */
export const BELONGS_TO: Readonly<Record<string, Side>> = {
  fund: "buyer",
  approve: "buyer",
  revision: "buyer",
  accept: "worker",
  decline: "worker",
  start: "worker",
  submit: "worker",
};

/** A share in hundredths of a percent, half a cent rounded up. */
export const share = (amount: number, basisPoints: number): number => Math.floor((amount * basisPoints) / 10_000 + 0.5);

interface Tier {
  readonly below: number;
  readonly fee: number;
  readonly largest: number;
  readonly concurrent: number;
}
const TIERS: readonly Tier[] = [
  { below: 4_000, fee: 1_200, largest: 100_00, concurrent: 3 },
  { below: 7_000, fee: 1_000, largest: 500_00, concurrent: 10 },
  { below: 9_000, fee: 800, largest: 2_500_00, concurrent: 25 },
  { below: Infinity, fee: 600, largest: 10_000_00, concurrent: 100 },
];

export function tierOf(trader: TraderState): Tier {
  const tier = TIERS.find(({ below }) => trader.trust < below);
  if (tier === undefined) throw new Error("the last tier has no end");
  return tier;
}

const UNDER_WAY: readonly Status[] = [
  "accepted",
  "in_progress",
  "validating",
  "delivered",
  "revision_requested",
  "disputed",
];
/** Jobs that count against a worker's tier: from accepted to disputed (decisions 3). */
export function jobsUnderWay(market: Market, worker: TraderName): number {
  return market.jobs.filter((job) => job.worker === worker && UNDER_WAY.includes(job.status)).length;
}

/** The same when a job is accepted: frozen ones and those being accepted at this moment count too. */
export function jobsTaken(market: Market, worker: TraderName): number {
  return market.jobs.filter(
    (job) =>
      job.worker === worker && (UNDER_WAY.includes(job.frozenFrom ?? job.status) || job.waiting?.command === "accept"),
  ).length;
}

const MOST_FROM_ONE = 300;
const CAP_DAYS = 30 * DAY;

/** Moves a score (decisions 4, 7): clamped; from one counterparty at most 3 points up in 30 days; told when it changed. */
export function moveTrust(market: Market, name: TraderName, delta: number): void {
  const trader = market.traders[name];
  const recent = trader.gains.filter(({ at }) => at > market.now - CAP_DAYS).reduce((sum, gain) => sum + gain.delta, 0);
  const granted = delta > 0 ? Math.min(delta, Math.max(0, MOST_FROM_ONE - recent)) : delta;
  const score = Math.min(10_000, Math.max(0, trader.trust + granted));
  if (score === trader.trust) return;
  if (score > trader.trust) trader.gains.push({ at: market.now, delta: score - trader.trust });
  trader.trust = score;
  tell(market, name, "trust.updated", null, String(score / 100));
}

/** Several changes at once apply in the order of the agents' ids; which trader's id is less does not change the outcome. */
export function completedTrust(market: Market, job: JobState): void {
  moveTrust(market, job.worker, 50);
  moveTrust(market, job.buyer, 50);
}

export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

export function spend(market: Market, job: JobState, amount: number): boolean {
  const buyer = market.traders[job.buyer];
  const month = monthOf(market.now);
  const total = (buyer.spent.get(month) ?? 0) + amount;
  if (buyer.monthlyLimit !== null && total > buyer.monthlyLimit) return false;
  buyer.spent.set(month, total);
  job.spendMonth = month;
  return true;
}

export function unspend(market: Market, job: JobState, amount: number): void {
  if (job.spendMonth === null) return;
  const { spent } = market.traders[job.buyer];
  spent.set(job.spendMonth, Math.max(0, (spent.get(job.spendMonth) ?? 0) - amount));
}
