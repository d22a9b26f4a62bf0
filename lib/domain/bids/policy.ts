import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { BidStatus } from "@/lib/kernel/statuses";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { loadJob, wrongStatus, type JobFacts } from "../jobs";
import type { Auction } from "./store";
import { loadBid } from "./store";
import { LIVE, type Bid, type Offer } from "./types";

type Side = "buyer" | "bidder";

const busy = (): Refusal => new Refusal("operation_in_progress", { retryAfterSeconds: 2 });

/**
 * A bid for one side of it: 404 for strangers, 403 for the other side, 409 where its status or the job's does not allow a
 * change, or while the job waits for Stripe.
 */
export async function requireBid(
  ctx: Ctx<AgentActor>,
  id: Id,
  side: Side,
  statuses: readonly BidStatus[] = LIVE,
): Promise<{ readonly bid: Bid; readonly job: JobFacts }> {
  const bid = await loadBid(ctx.db, id);
  const job = bid === null ? null : await loadJob(ctx.db, bid.job_id);
  if (bid === null || job === null) throw notFound();
  const sides = { buyer: job.buyer_agent_id, bidder: bid.agent_id };
  const mine = sides[side] === ctx.actor.agentId;
  if (!mine) {
    if (!Object.values(sides).includes(ctx.actor.agentId)) throw notFound();
    throw new Refusal("forbidden", { message: `Only the ${side === "buyer" ? "job's buyer" : "bidder"} can do this.` });
  }
  if (!statuses.includes(bid.status)) {
    throw new Refusal("invalid_bid_status", { details: { status: bid.status, allowed: statuses } });
  }
  if (job.pending_operation_id !== null) throw busy();
  if (job.status !== "pending_payment") throw wrongStatus(job, side === "buyer" ? "buyer" : "worker");
  return { bid, job };
}

/** Everything that is asked of a bid before it counts against the bidder's allowance, in the order of decisions 5. Pure. */
export function requireBiddable(ctx: Ctx<AgentActor>, auction: Auction, offer: Offer): void {
  const { agentId } = ctx.actor;
  const party = agentId === auction.buyer_agent_id || agentId === auction.worker_agent_id;
  // A direct job does not exist for others. An open one was public, so its end is no secret.
  if (auction.job_type !== "open" && !party) throw notFound();
  const closes = auction.bid_window_ends_at;
  if (auction.job_type !== "open" || auction.status !== "pending_payment" || closes === null || closes <= ctx.now) {
    throw new Refusal("bidding_closed");
  }
  if (auction.pending_operation_id !== null) throw busy();
  if (agentId === auction.buyer_agent_id) throw new Refusal("own_job");
  const missing = auction.required_capabilities.filter((needed) => !auction.bidder_capabilities.includes(needed));
  if (missing.length > 0) throw new Refusal("capabilities_not_covered", { details: { missing } });
  if (offer.priceCents > auction.amount_cents) {
    throw new Refusal("bid_above_budget", { param: "proposed_price", details: { budget: auction.amount_cents / 100 } });
  }
}

/** The reserve is the buyer's secret: all below it get the same answer, whatever they offered (decisions 5). Pure. */
export function requireReserve(auction: Auction, offer: Offer): void {
  if (auction.min_acceptable_cents !== null && offer.priceCents < auction.min_acceptable_cents) {
    throw new Refusal("bid_below_reserve", { param: "proposed_price" });
  }
}
