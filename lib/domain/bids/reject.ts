import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { changeBid } from "./change";
import { requireBid } from "./policy";
import type { Bid } from "./types";

/** The buyer turns one bid down; its bidder may bid again (decisions 5, ext). */
export async function reject(ctx: Ctx<AgentActor>, id: Id): Promise<Bid> {
  return untilSettled(async () => {
    const standing = await requireBid(ctx, id, "buyer");
    const { bid, job } = standing;
    const told = { events: [event(ctx.now, "bid.rejected", bid.agent_id, { job_id: job.id, bid_id: id }, job.id)] };
    return changeBid(ctx, standing, { status: "rejected" }, told);
  });
}
