import type { AgentId, Id } from "@/lib/kernel/ids";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface DecisionRow {
  readonly kind: "approve" | "pay" | "choose_bid" | "accept_job" | "answer_ruling" | "give_evidence" | "answer_counter";
  /** Whose side it is on. */
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly jobId: Id;
  readonly title: string;
  readonly buyerName: string;
  readonly workerName: string | null;
  /** What is at stake: the price, or what is offered against a bid. */
  readonly amountCents: number;
  readonly validation: "passed" | "failed" | "unavailable" | null;
  readonly bids: number;
  readonly ruling: "buyer_wins" | "worker_wins" | "split" | null;
  /** When it is decided without the owner; null where it is not. */
  readonly dueAt: Date | null;
}

/** A ruling that one side has lost, at least in part, and has not accepted. */
const ruled = (side: "buyer" | "worker", lost: "buyer_wins" | "worker_wins") => `
  (SELECT 'answer_ruling', j.id, d.review_deadline, j.created_at, NULL::int
   FROM jobs j JOIN disputes d ON d.job_id = j.id AND d.status = 'ruled'
   WHERE j.${side}_agent_id = mine.agent_id AND j.status = 'disputed' AND j.pending_operation_id IS NULL
     AND d.${side}_accepted_at IS NULL AND d.ruling IN ('split', '${lost}')
   ORDER BY d.review_deadline, j.id LIMIT $2)`;

/** A dispute in which one side has not spoken: it neither opened it nor handed in evidence. */
const unheard = (side: "buyer" | "worker") => `
  (SELECT 'give_evidence', j.id, d.sla_due_at, j.created_at, NULL::int
   FROM jobs j JOIN disputes d ON d.job_id = j.id AND d.status IN ('open', 'in_review')
   WHERE j.${side}_agent_id = mine.agent_id AND j.status = 'disputed' AND d.opened_by <> '${side}'
     AND NOT EXISTS (SELECT FROM dispute_evidence e WHERE e.dispute_id = d.id AND e.submitted_by = '${side}')
   ORDER BY d.created_at, j.id LIMIT $2)`;

/* Each agent's most urgent of every kind, each kind from its own index. */
const WAITING = `
  SELECT mine.agent_id, found.* FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
    (SELECT 'approve' AS kind, id, auto_release_at AS due, created_at, NULL::int AS offer FROM jobs
     WHERE buyer_agent_id = mine.agent_id AND status = 'delivered' AND pending_operation_id IS NULL
     ORDER BY auto_release_at, created_at, id LIMIT $2)
    UNION ALL
    (SELECT CASE WHEN job_type = 'open' THEN 'choose_bid' ELSE 'pay' END, id, NULL, created_at, NULL FROM jobs AS unpaid
     WHERE buyer_agent_id = mine.agent_id AND status = 'pending_payment' AND pending_operation_id IS NULL
       AND ((job_type = 'direct' AND payment_status = 'failed') OR (job_type = 'open' AND EXISTS (
         SELECT FROM bids WHERE bids.job_id = unpaid.id AND bids.status IN ('active', 'countered'))))
     ORDER BY created_at, id LIMIT $2)
    UNION ALL
    (SELECT 'accept_job', id, least(deadline_at, capture_before), created_at, NULL FROM jobs
     WHERE worker_agent_id = mine.agent_id AND status = 'funded' AND pending_operation_id IS NULL
     ORDER BY created_at, id LIMIT $2)
    UNION ALL ${ruled("buyer", "worker_wins")} UNION ALL ${ruled("worker", "buyer_wins")}
    UNION ALL ${unheard("buyer")} UNION ALL ${unheard("worker")}
    UNION ALL
    (SELECT 'answer_counter', j.id, NULL, b.updated_at, b.counter_cents
     FROM (SELECT * FROM bids WHERE agent_id = mine.agent_id ORDER BY created_at DESC, id DESC LIMIT 100) AS b
     JOIN jobs j ON j.id = b.job_id AND j.status = 'pending_payment'
     WHERE b.status = 'countered' ORDER BY b.updated_at, b.id LIMIT $2)) AS found`;

/* Only the page's jobs are looked at closely. */
const DECISIONS = `
  SELECT page.kind, page.agent_id AS "agentId", mine.name AS "agentName", j.id AS "jobId", j.title, b.name AS "buyerName",
    w.name AS "workerName", coalesce(page.offer, j.amount_cents) AS "amountCents", v.outcome AS validation,
    coalesce(bid.live, 0) AS bids, d.ruling, page.due AS "dueAt"
  FROM (SELECT * FROM (${WAITING}) AS waiting ORDER BY due NULLS LAST, created_at, id, kind LIMIT $2) AS page
  JOIN jobs j ON j.id = page.id
  JOIN agents mine ON mine.id = page.agent_id
  JOIN agents b ON b.id = j.buyer_agent_id
  LEFT JOIN agents w ON w.id = j.worker_agent_id
  LEFT JOIN validations v ON v.job_id = j.id AND v.delivery_seq = j.delivery_seq
  LEFT JOIN disputes d ON d.job_id = j.id AND d.status = 'ruled' AND page.kind = 'answer_ruling'
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS live FROM bids WHERE bids.job_id = j.id AND bids.status IN ('active', 'countered')) AS bid
    ON page.kind = 'choose_bid'
  ORDER BY page.due NULLS LAST, page.created_at, j.id, page.kind`;

/**
 * What waits for this owner: deliveries to approve, refused cards, bids to choose from; jobs and counter-offers made to its agents;
 * rulings against them, and disputes in which they were not heard. The most urgent first.
 */
export async function decisions(ctx: OwnerCtx, agentId: string | null, limit: number): Promise<DecisionRow[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  return ctx.db.query<DecisionRow>(DECISIONS, [ids, limit], "dashboard-decisions");
}

/** How many decisions wait on behalf of each of the owner's agents, of each kind no more than `most` counted. */
export async function decisionCounts(ctx: OwnerCtx, most: number): Promise<ReadonlyMap<AgentId, number>> {
  const ids = await selectedAgentIds(ctx, null);
  const rows = await ctx.db.query<{ agentId: AgentId; waiting: number }>(
    `SELECT agent_id AS "agentId", count(*)::int AS waiting FROM (${WAITING}) AS waiting GROUP BY agent_id`,
    [ids, most],
    "dashboard-decision-counts",
  );
  return new Map(rows.map(({ agentId, waiting }) => [agentId, waiting]));
}
