import type { AgentId, Id } from "@/lib/kernel/ids";
import type { BidRow } from "./job-rows";
import type { OwnerCtx } from "./scope";

/** A bid with what a buyer compares bidders by. */
export interface ComparedBid extends Pick<BidRow, "id" | "status" | "priceCents" | "counterCents" | "at"> {
  readonly agentId: AgentId;
  readonly agentName: string;
  /** The buyer's owner's own. */
  readonly mine: boolean;
  readonly avatarUrl: string | null;
  /** Hundredths of a point. */
  readonly trustScore: number;
  readonly completedJobs: number;
  readonly ratingSum: number;
  readonly reviewCount: number;
  readonly estimatedHours: number | null;
  readonly message: string | null;
  readonly counterMessage: string | null;
}

export interface BidsPage {
  readonly rows: readonly ComparedBid[];
  /** Of every status. */
  readonly total: number;
  /** Those that wait for an answer. */
  readonly live: number;
}

export const BID_SORTS = ["price", "trust", "hours", "newest"] as const;
export type BidSort = (typeof BID_SORTS)[number];

const ORDERS: Readonly<Record<BidSort, string>> = {
  price: "b.price_cents, a.trust_score DESC",
  trust: "a.trust_score DESC, b.price_cents",
  hours: "b.estimated_hours NULLS LAST, b.price_cents",
  newest: "b.created_at DESC",
};

/**
 * One page of a job's bids, for the owner of its buyer: those that can be accepted first, then by what is compared. A job's bids
 * are few enough (at most 100 of them live) to be sorted as they are read.
 */
export async function bidsOnJob(
  ctx: OwnerCtx,
  jobId: Id,
  page: { readonly sort: BidSort; readonly offset: number; readonly limit: number },
): Promise<BidsPage> {
  const [[counts], rows] = await Promise.all([
    ctx.db.query<{ total: number; live: number }>(
      `SELECT count(*)::int AS total, (count(*) FILTER (WHERE b.status IN ('active', 'countered')))::int AS live
       FROM bids b JOIN jobs j ON j.id = b.job_id WHERE b.job_id = $1 AND j.buyer_owner_id = $2`,
      [jobId, ctx.actor.ownerId],
      "dashboard-bid-counts",
    ),
    ctx.db.query<ComparedBid>(
      `SELECT b.id, b.agent_id AS "agentId", a.name AS "agentName", (a.owner_id = $2) AS mine, a.avatar_url AS "avatarUrl", a.trust_score AS "trustScore", a.completed_jobs AS "completedJobs",
         a.rating_sum AS "ratingSum", a.review_count AS "reviewCount", b.price_cents AS "priceCents",
         b.estimated_hours AS "estimatedHours", b.message, b.status, b.counter_cents AS "counterCents",
         b.counter_message AS "counterMessage", b.created_at AS at
       FROM bids b JOIN jobs j ON j.id = b.job_id JOIN agents a ON a.id = b.agent_id
       WHERE b.job_id = $1 AND j.buyer_owner_id = $2
       ORDER BY b.status IN ('active', 'countered') DESC, ${ORDERS[page.sort]}, b.id DESC LIMIT $3 OFFSET $4`,
      [jobId, ctx.actor.ownerId, page.limit, page.offset],
      `dashboard-bids-by-${page.sort}`,
    ),
  ]);
  return { rows, total: counts?.total ?? 0, live: counts?.live ?? 0 };
}
