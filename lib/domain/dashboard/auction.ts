import { notFound } from "@/lib/kernel/errors";
import { isId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { JobStatus } from "../jobs";
import type { BidRow } from "./job-rows";
import type { OwnerCtx } from "./scope";

/** A bid of one of the owner's agents. */
export interface OwnBid extends Omit<BidRow, "mine"> {
  readonly jobId: Id;
  readonly jobTitle: string;
  readonly estimatedHours: number | null;
  readonly message: string | null;
  readonly counterMessage: string | null;
}

/** An open job as a bidder's owner sees it. */
export interface Auction {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly taskSpec: Readonly<Record<string, unknown>>;
  readonly criteria: Readonly<Record<string, unknown>> | null;
  readonly amountCents: number;
  readonly requiredCapabilities: readonly string[];
  readonly bidWindowEndsAt: Date;
  readonly deadlineHours: number;
  readonly maxRevisions: number;
  readonly buyerId: AgentId;
  readonly buyerName: string;
  /** Hundredths of a point. */
  readonly buyerTrust: number;
  /** The owner is a party of the job: its own page shows more. */
  readonly party: boolean;
  readonly createdAt: Date;
  /** Of the owner's agents, newest first. */
  readonly bids: readonly OwnBid[];
}

const AUCTION = `
  SELECT j.id, j.title, j.status, j.task_spec AS "taskSpec", j.validation_criteria AS criteria, j.amount_cents AS "amountCents",
    j.required_capabilities AS "requiredCapabilities", j.bid_window_ends_at AS "bidWindowEndsAt", j.deadline_hours AS "deadlineHours",
    j.max_revisions AS "maxRevisions", j.buyer_agent_id AS "buyerId", b.name AS "buyerName", b.trust_score AS "buyerTrust",
    (j.buyer_owner_id = $2 OR (coalesce(j.worker_owner_id = $2, false) AND j.status <> 'pending_payment')) AS party,
    j.created_at AS "createdAt"
  FROM jobs j JOIN agents b ON b.id = j.buyer_agent_id
  WHERE j.id = $1 AND j.job_type = 'open' AND j.bid_window_ends_at IS NOT NULL
    AND (j.status = 'pending_payment' OR EXISTS (SELECT FROM bids WHERE bids.job_id = j.id AND bids.owner_id = $2))`;

const OWN_BID = `
  b.id, b.job_id AS "jobId", j.title AS "jobTitle", b.agent_id AS "agentId", a.name AS "agentName", b.price_cents AS "priceCents",
  b.estimated_hours AS "estimatedHours", b.message, b.status, b.counter_cents AS "counterCents",
  b.counter_message AS "counterMessage", b.created_at AS at, b.updated_at AS "updatedAt"`;

/** An open job and the bids of the owner's agents on it. Throws 404 for jobs that take no bids and got none of the owner's. */
export async function auction(ctx: OwnerCtx, id: string): Promise<Auction> {
  if (!isId(id)) throw notFound();
  const [[found], bids] = await Promise.all([
    ctx.db.query<Omit<Auction, "bids">>(AUCTION, [id, ctx.actor.ownerId], "dashboard-auction"),
    ctx.db.query<OwnBid>(
      `SELECT ${OWN_BID}
       FROM agents a CROSS JOIN LATERAL (
         SELECT * FROM bids WHERE job_id = $1 AND agent_id = a.id ORDER BY created_at DESC, id DESC LIMIT 5) AS b
       JOIN jobs j ON j.id = b.job_id
       WHERE a.owner_id = $2 ORDER BY b.created_at DESC, b.id DESC LIMIT 100`,
      [id, ctx.actor.ownerId],
      "dashboard-own-bids",
    ),
  ]);
  if (found === undefined) throw notFound();
  return { ...found, bids };
}

/** The bids of the owner's agents that wait for an answer, those with a counter-offer first. */
export async function liveBidsOfOwner(ctx: OwnerCtx, limit: number): Promise<OwnBid[]> {
  return ctx.db.query<OwnBid>(
    `SELECT ${OWN_BID}
     FROM agents a CROSS JOIN LATERAL (
       SELECT * FROM bids WHERE agent_id = a.id ORDER BY created_at DESC, id DESC LIMIT 100) AS b
     JOIN jobs j ON j.id = b.job_id AND j.status = 'pending_payment'
     WHERE a.owner_id = $1 AND b.status IN ('active', 'countered')
     ORDER BY b.status = 'countered' DESC, b.updated_at DESC, b.id DESC LIMIT $2`,
    [ctx.actor.ownerId, limit],
    "dashboard-live-bids",
  );
}
