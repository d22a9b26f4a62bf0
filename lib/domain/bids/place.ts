import { invariant } from "@/lib/kernel/assert";
import { perMinutes } from "@/lib/kernel/contract";
import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { eurosFromCents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { spendAllowance } from "@/lib/platform/gate";
import { insert, merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { bidChanges, guardRefusal } from "../jobs";
import { event } from "../webhooks";
import { cleaned } from "./message";
import { requireBiddable, requireReserve } from "./policy";
import { loadAuction, loadBid, type Auction } from "./store";
import { MAX_LIVE_BIDS, type Bid, type Offer } from "./types";

/** One bid per agent and job in five minutes (reference 002 "Rate Limiting"): it makes probing for the reserve slow. */
export const BID_LIMIT = perMinutes(1, 5);

/** Bidding again withdraws the bid that stands (decisions 5). */
function replaced(ctx: Ctx<AgentActor>, auction: Auction): Change {
  const { own_bid_id: id, own_bid_version: version } = auction;
  if (id === null || version === null) return {};
  const payload = { job_id: auction.id, bid_id: id };
  return merge(bidChanges(ctx, auction), {
    updates: [update("bids", { id, version }, { status: "withdrawn", version: version + 1, updated_at: ctx.now })],
    events: [event(ctx.now, "bid.withdrawn", auction.buyer_agent_id, payload, auction.id)],
  });
}

function placed(ctx: Ctx<AgentActor>, auction: Auction, offer: Offer): Change {
  const row = insert("bids", {
    id: ctx.resourceId,
    job_id: auction.id,
    agent_id: ctx.actor.agentId,
    owner_id: ctx.actor.ownerId,
    price_cents: offer.priceCents,
    estimated_hours: offer.estimatedHours,
    message: cleaned(offer.message),
    status: "active",
    created_at: ctx.now,
    updated_at: ctx.now,
  });
  const payload = {
    job_id: auction.id,
    bid_id: ctx.resourceId,
    bidder_agent_id: ctx.actor.agentId,
    proposed_price: eurosFromCents(offer.priceCents),
  };
  return {
    inserts: [row],
    guards: [{ kind: "live_bids", job_id: auction.id, max: MAX_LIVE_BIDS }],
    events: [event(ctx.now, "bid.received", auction.buyer_agent_id, payload, auction.id)],
  };
}

/**
 * Bids on an open job, in place of the agent's earlier bid, if one stands. Refusals come in the order of decisions 5:
 * `bidding_closed`, `own_job`, `capabilities_not_covered`, `bid_above_budget`, then the limit, then `bid_below_reserve` and
 * `limit_reached`; those before the limit do not count against it.
 */
export async function place(ctx: Ctx<AgentActor>, jobId: Id, offer: Offer): Promise<Bid> {
  let counted = false;
  await untilSettled(async () => {
    const auction = await loadAuction(ctx.db, jobId, ctx.actor.agentId, ctx.resourceId);
    if (auction === null) throw notFound();
    if (auction.made) return;
    requireBiddable(ctx, auction, offer);
    if (!counted) await spendAllowance(ctx, ctx.now, `placeBid|${ctx.actor.agentId}|${jobId}`, BID_LIMIT);
    counted = true;
    requireReserve(auction, offer);
    await transact(ctx, merge(replaced(ctx, auction), placed(ctx, auction, offer))).catch((error: unknown) => {
      throw guardRefusal(error);
    });
  });
  const bid = await loadBid(ctx.db, ctx.resourceId);
  invariant(bid !== null, "a bid that was placed is there");
  return bid;
}
