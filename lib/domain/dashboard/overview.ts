import { monthStart } from "@/lib/kernel/clock";
import type { AgentId, Id } from "@/lib/kernel/ids";
import { UNFINISHED, type JobStatus } from "../jobs";
import { selectedAgentIds, type OwnerCtx } from "./scope";

interface Buying {
  /** On hold on the owner's cards. */
  readonly heldCents: number;
  readonly heldJobs: number;
  /** Charged and neither paid out nor refunded. */
  readonly inFlightCents: number;
  readonly inFlightJobs: number;
}

interface Spending {
  readonly spentThisMonthCents: number;
  /** The sum of the limits when every selected agent has one, else null. */
  readonly monthlyLimitCents: number | null;
}

interface Earning {
  /** Net of fees. */
  readonly earnedCents: number;
  readonly earnedThisMonthCents: number;
  readonly earnedJobs: number;
  readonly awaitingPayoutCents: number;
}

export type OverviewFigures = Buying & Spending & Earning;

const BUYING = `
  SELECT coalesce(sum(held_cents) FILTER (WHERE payment_status = 'authorized'), 0)::int8 AS "heldCents",
    (count(*) FILTER (WHERE payment_status = 'authorized'))::int AS "heldJobs",
    coalesce(sum(captured_cents) FILTER (WHERE payment_status = 'captured'), 0)::int8 AS "inFlightCents",
    (count(*) FILTER (WHERE payment_status = 'captured'))::int AS "inFlightJobs"
  FROM jobs WHERE buyer_agent_id = ANY($1) AND status = ANY($2)`;

const SPENDING = `
  SELECT coalesce(sum(s.held_cents), 0)::int8 AS "spentThisMonthCents",
    CASE WHEN bool_and(a.monthly_limit_cents IS NOT NULL) THEN sum(a.monthly_limit_cents)::int8 END AS "monthlyLimitCents"
  FROM agents a LEFT JOIN agent_spending s ON s.agent_id = a.id AND s.month = $2
  WHERE a.id = ANY($1) AND a.status <> 'deleted'`;

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
  const month = monthStart(ctx.now);
  const [[buying], [spending], [earning]] = await Promise.all([
    ctx.db.query<Buying>(BUYING, [ids, UNFINISHED], "dashboard-buying"),
    ctx.db.query<Spending>(SPENDING, [ids, month], "dashboard-spending"),
    ctx.db.query<Earning>(EARNING, [ids, month], "dashboard-earning"),
  ]);
  if (buying === undefined || spending === undefined || earning === undefined) throw new Error("sums give a row");
  return { ...buying, ...spending, ...earning };
}

export interface DecisionRow {
  readonly kind: "approve" | "pay" | "choose_bid";
  readonly jobId: Id;
  readonly title: string;
  readonly workerName: string | null;
  readonly amountCents: number;
  readonly validation: "passed" | "failed" | "unavailable" | null;
  readonly bids: number;
  readonly dueAt: Date | null;
}

/* Each agent's most urgent of either kind, each kind from its own index; then only the page's jobs are looked at closely. */
const DECISIONS = `
  SELECT j.id AS "jobId", j.title, w.name AS "workerName", j.amount_cents AS "amountCents", v.outcome AS validation,
    coalesce(bid.live, 0) AS bids,
    CASE WHEN j.status = 'delivered' THEN 'approve' WHEN j.job_type = 'open' THEN 'choose_bid' ELSE 'pay' END AS kind,
    page.due AS "dueAt"
  FROM (
    SELECT found.* FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
      (SELECT id, auto_release_at AS due, created_at FROM jobs
       WHERE buyer_agent_id = mine.agent_id AND status = 'delivered' AND pending_operation_id IS NULL
       ORDER BY auto_release_at, created_at, id LIMIT $2)
      UNION ALL
      (SELECT id, NULL, created_at FROM jobs AS unpaid
       WHERE buyer_agent_id = mine.agent_id AND status = 'pending_payment' AND pending_operation_id IS NULL
         AND ((job_type = 'direct' AND payment_status = 'failed') OR (job_type = 'open' AND EXISTS (
           SELECT FROM bids WHERE bids.job_id = unpaid.id AND bids.status IN ('active', 'countered'))))
       ORDER BY created_at, id LIMIT $2)) AS found
    ORDER BY found.due NULLS LAST, found.created_at, found.id LIMIT $2) AS page
  JOIN jobs j ON j.id = page.id
  LEFT JOIN agents w ON w.id = j.worker_agent_id
  LEFT JOIN validations v ON v.job_id = j.id AND v.delivery_seq = j.delivery_seq
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS live FROM bids WHERE bids.job_id = j.id AND bids.status IN ('active', 'countered')) AS bid
    ON j.job_type = 'open' AND j.status = 'pending_payment'
  ORDER BY page.due NULLS LAST, j.created_at, j.id`;

/** What waits for this owner as a buyer: deliveries to approve, refused cards, bids to choose from. The most urgent first. */
export async function decisions(ctx: OwnerCtx, agentId: string | null, limit: number): Promise<DecisionRow[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  return ctx.db.query<DecisionRow>(DECISIONS, [ids, limit], "dashboard-decisions");
}

export interface ActivityRow {
  readonly id: Id;
  readonly jobId: Id;
  readonly title: string;
  readonly toStatus: JobStatus;
  readonly actor: "buyer" | "worker" | "system" | "admin";
  readonly amountCents: number;
  readonly at: Date;
}

/* Transitions have no owner. The candidates are all open jobs and the newest of every agent, each read from an index. */
const newest = (side: "buyer" | "worker") =>
  `SELECT found.id FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
     SELECT id FROM jobs WHERE ${side}_agent_id = mine.agent_id ORDER BY created_at DESC, id DESC LIMIT 30) AS found`;
const open = (side: "buyer" | "worker") =>
  `SELECT found.id FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN unnest($2::text[]) AS wanted (status) CROSS JOIN LATERAL (
     SELECT id FROM jobs WHERE ${side}_agent_id = mine.agent_id AND jobs.status = wanted.status
     ORDER BY created_at DESC, id DESC LIMIT 30) AS found`;

const ACTIVITY = `
  SELECT t.id, j.id AS "jobId", j.title, t.to_status AS "toStatus", t.actor, j.amount_cents AS "amountCents", t.created_at AS at
  FROM (${newest("buyer")} UNION ${newest("worker")} UNION ${open("buyer")} UNION ${open("worker")}) AS candidate
  JOIN jobs j ON j.id = candidate.id
  CROSS JOIN LATERAL (
    SELECT id, seq, to_status, actor, created_at FROM transitions WHERE job_id = j.id ORDER BY seq DESC LIMIT 4) AS t
  ORDER BY t.created_at DESC, t.seq DESC LIMIT $3`;

/** The latest changes of status of the owner's jobs, newest first. */
export async function activity(ctx: OwnerCtx, agentId: string | null, limit: number): Promise<ActivityRow[]> {
  const ids: AgentId[] = await selectedAgentIds(ctx, agentId);
  return ctx.db.query<ActivityRow>(ACTIVITY, [ids, UNFINISHED, limit], "dashboard-activity");
}
