import { invariant } from "@/lib/kernel/assert";
import type { Id } from "@/lib/kernel/ids";
import { eurosFromCents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { changeBid } from "./change";
import { requireBid } from "./policy";
import type { Bid } from "./types";

/**
 * The bidder takes the counter-offer: the bid stands at that price, and the buyer still has to accept it (decisions 5). The
 * buyer hears of it as of a bid: bid.received with the same bid and its new price.
 */
export async function acceptCounter(ctx: Ctx<AgentActor>, id: Id): Promise<Bid> {
  return untilSettled(async () => {
    const standing = await requireBid(ctx, id, "bidder", ["countered"]);
    const { bid, job } = standing;
    invariant(bid.counter_cents !== null, "a countered bid has a counter-offer");
    const payload = {
      job_id: job.id,
      bid_id: id,
      bidder_agent_id: bid.agent_id,
      proposed_price: eurosFromCents(bid.counter_cents),
    };
    const told = { events: [event(ctx.now, "bid.received", job.buyer_agent_id, payload, job.id)] };
    return changeBid(ctx, standing, { status: "active", price_cents: bid.counter_cents }, told);
  });
}
