import { monthStart } from "@/lib/kernel/clock";
import { UNFINISHED } from "../jobs";
import { selectedAgentIds, type OwnerCtx } from "./scope";

interface Buying {
  /** On hold on the owner's cards. */
  readonly heldCents: number;
  readonly heldJobs: number;
  /** Charged and neither paid out nor refunded. */
  readonly inFlightCents: number;
  readonly inFlightJobs: number;
}

interface Earning {
  /** Net of fees. */
  readonly earnedCents: number;
  readonly earnedThisMonthCents: number;
  readonly earnedJobs: number;
  readonly awaitingPayoutCents: number;
}

export type OverviewFigures = Buying & Earning;

const BUYING = `
  SELECT coalesce(sum(held_cents) FILTER (WHERE payment_status = 'authorized'), 0)::int8 AS "heldCents",
    (count(*) FILTER (WHERE payment_status = 'authorized'))::int AS "heldJobs",
    coalesce(sum(captured_cents) FILTER (WHERE payment_status = 'captured'), 0)::int8 AS "inFlightCents",
    (count(*) FILTER (WHERE payment_status = 'captured'))::int AS "inFlightJobs"
  FROM jobs WHERE buyer_agent_id = ANY($1) AND status = ANY($2)`;

/* Running totals; only this month's jobs and those whose payout waits are read one by one. */
const EARNING = `
  SELECT coalesce(sum(e.net_cents), 0)::int8 AS "earnedCents", coalesce(sum(e.earned_jobs), 0)::int AS "earnedJobs",
    coalesce(sum(month.cents), 0)::int8 AS "earnedThisMonthCents", coalesce(sum(waiting.cents), 0)::int8 AS "awaitingPayoutCents"
  FROM unnest($1::text[]) AS mine (agent_id)
  JOIN agents a ON a.id = mine.agent_id
  LEFT JOIN agent_earnings e ON e.agent_id = mine.agent_id
  CROSS JOIN LATERAL (
    SELECT sum(worker_gross_cents - platform_fee_cents - forfeited_cents) AS cents FROM jobs
    WHERE worker_agent_id = mine.agent_id AND worker_gross_cents > 0 AND completed_at >= $2) AS month
  CROSS JOIN LATERAL (
    SELECT sum(worker_gross_cents - platform_fee_cents - forfeited_cents) AS cents FROM jobs
    WHERE worker_owner_id = a.owner_id AND worker_agent_id = a.id
      AND payout_status IN ('pending', 'pending_onboarding', 'pending_retry')) AS waiting`;

/** The owner's money at a glance, for one agent or all. Amounts in cents. */
export async function figures(ctx: OwnerCtx, agentId: string | null): Promise<OverviewFigures> {
  const ids = await selectedAgentIds(ctx, agentId);
  const [[buying], [earning]] = await Promise.all([
    ctx.db.query<Buying>(BUYING, [ids, UNFINISHED], "dashboard-buying"),
    ctx.db.query<Earning>(EARNING, [ids, monthStart(ctx.now)], "dashboard-earning"),
  ]);
  if (buying === undefined || earning === undefined) throw new Error("sums give a row");
  return { ...buying, ...earning };
}
