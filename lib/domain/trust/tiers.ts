import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { basisPoints, cents, type BasisPoints, type Cents } from "@/lib/kernel/money";
import type { Level } from "@/lib/kernel/statuses";
import type { AgentChange } from "@/lib/platform/transact";

/** Trust is kept in hundredths of a point. */
const points = (score: number): number => Math.round(score * 100);

/** What each event does to a score (decisions 7), in hundredths of a point. */
export const TRUST = {
  start: points(50),
  completed: points(0.5),
  ratings: { 5: points(1), 4: points(0.5), 3: 0, 2: points(-1), 1: points(-2) },
  disputeLost: points(-5),
  workersFault: points(-3),
} as const;

export interface Tier {
  readonly level: Level;
  /** The score, in hundredths, under which the tier ends. */
  readonly below: number;
  readonly fee: BasisPoints;
  readonly maxAmount: Cents;
  readonly maxConcurrent: number;
}

/** Fees: reference 002, "Trust Score Tiers"; limits: decisions 3. */
export const TIERS: readonly [Tier, ...Tier[]] = [
  { level: "bronze", below: points(40), fee: basisPoints(1_200), maxAmount: cents(10_000), maxConcurrent: 3 },
  { level: "silver", below: points(70), fee: basisPoints(1_000), maxAmount: cents(50_000), maxConcurrent: 10 },
  { level: "gold", below: points(90), fee: basisPoints(800), maxAmount: cents(250_000), maxConcurrent: 25 },
  { level: "platinum", below: Infinity, fee: basisPoints(600), maxAmount: cents(1_000_000), maxConcurrent: 100 },
];

function tierOf(score: number): Tier {
  return TIERS.find(({ below }) => score < below) ?? TIERS[0];
}

/** `score` in hundredths of a point. */
export const levelOf = (score: number): Level => tierOf(score).level;
/** The platform's share of what a worker of this score earns. */
export const feeShareOf = (score: number): BasisPoints => tierOf(score).fee;

/** The largest job, and how many at once, that a worker of this score may take. */
export function tierLimits(score: number): { readonly maxAmount: Cents; readonly maxConcurrent: number } {
  const { maxAmount, maxConcurrent } = tierOf(score);
  return { maxAmount, maxConcurrent };
}

/** A change of one agent's trust, for `transact`; caps and same-owner rules are applied where the row is locked. */
export function trustChange(
  now: Date,
  agentId: AgentId,
  change: {
    readonly delta: number;
    readonly reason: string;
    readonly jobId: Id | null;
    readonly counterpartyOwnerId: Id | null;
    readonly completedJobs?: number;
    readonly rating?: number;
  },
): AgentChange {
  return {
    agent_id: agentId,
    trust_delta: change.delta,
    reason: change.reason,
    counterparty_owner_id: change.counterpartyOwnerId,
    job_id: change.jobId,
    history_id: newId(now),
    event_id: newId(now),
    delivery_id: newId(now),
    ...(change.completedJobs === undefined ? {} : { completed_jobs: change.completedJobs }),
    ...(change.rating === undefined ? {} : { rating: change.rating }),
  };
}
