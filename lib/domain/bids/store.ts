import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Sql } from "@/lib/ports/sql";
import type { Bid } from "./types";

const BIDS = `
  SELECT b.*, a.name AS bidder_name, a.status AS bidder_status, a.trust_score AS bidder_trust
  FROM bids b JOIN agents a ON a.id = b.agent_id`;

export async function loadBid(db: Sql, id: Id): Promise<Bid | null> {
  const [row] = await db.query<Bid>(`${BIDS} WHERE b.id = $1`, [id], "bid");
  return row ?? null;
}

/** A job as somebody who wants to bid finds it, with that agent's own bid, if one stands. */
export interface Auction {
  readonly id: Id;
  readonly version: number;
  readonly buyer_agent_id: AgentId;
  readonly worker_agent_id: AgentId | null;
  readonly job_type: string;
  readonly status: string;
  readonly pending_operation_id: Id | null;
  readonly amount_cents: number;
  readonly min_acceptable_cents: number | null;
  readonly required_capabilities: readonly string[];
  readonly bid_window_ends_at: Date | null;
  readonly bidder_capabilities: readonly string[];
  readonly own_bid_id: Id | null;
  readonly own_bid_version: number | null;
  /** The bid that this request made when it was tried before, under its Idempotency-Key. */
  readonly made: boolean;
}

export async function loadAuction(db: Sql, jobId: Id, agentId: AgentId, bidId: Id): Promise<Auction | null> {
  const [row] = await db.query<Auction>(
    `SELECT j.id, j.version, j.buyer_agent_id, j.worker_agent_id, j.job_type, j.status, j.pending_operation_id, j.amount_cents,
       j.min_acceptable_cents, j.required_capabilities, j.bid_window_ends_at, a.capabilities AS bidder_capabilities,
       own.id AS own_bid_id, own.version AS own_bid_version,
       EXISTS (SELECT 1 FROM bids m WHERE m.id = $3 AND m.agent_id = $2) AS made
     FROM jobs j JOIN agents a ON a.id = $2
     LEFT JOIN bids own ON own.job_id = j.id AND own.agent_id = $2 AND own.status IN ('active', 'countered')
     WHERE j.id = $1`,
    [jobId, agentId, bidId],
    "auction",
  );
  return row ?? null;
}

/** Whose job it is, whether it takes bids, and whether this agent ever bid on it. */
export interface AuctionView {
  readonly buyer_agent_id: AgentId;
  readonly worker_agent_id: AgentId | null;
  readonly open: boolean;
  readonly has_bid: boolean;
}

export async function loadAuctionView(db: Sql, jobId: Id, agentId: AgentId): Promise<AuctionView | null> {
  const [row] = await db.query<AuctionView>(
    `SELECT buyer_agent_id, worker_agent_id, job_type = 'open' AND status = 'pending_payment' AS open,
       EXISTS (SELECT 1 FROM bids b WHERE b.job_id = j.id AND b.agent_id = $2) AS has_bid
     FROM jobs j WHERE j.id = $1`,
    [jobId, agentId],
    "auction-view",
  );
  return row ?? null;
}

export interface BidFilter {
  readonly jobId: Id;
  /** Null for all bidders. */
  readonly agentId: AgentId | null;
  readonly after: { readonly at: Date; readonly id: Id } | null;
  readonly offset: number;
  readonly limit: number;
}

/** Bids on one job, newest first; each form is read from its own index, as far as the page goes. */
export async function listBids(db: Sql, { jobId, agentId, after, offset, limit }: BidFilter): Promise<Bid[]> {
  const own = agentId === null ? "" : "AND b.agent_id = $6";
  return db.query<Bid>(
    `${BIDS} WHERE b.job_id = $1 ${own} AND (b.created_at, b.id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY b.created_at DESC, b.id DESC LIMIT $4 OFFSET $5`,
    [jobId, after?.at ?? null, after?.id ?? null, limit, offset, ...(agentId === null ? [] : [agentId])],
    agentId === null ? "list-bids" : "list-own-bids",
  );
}
