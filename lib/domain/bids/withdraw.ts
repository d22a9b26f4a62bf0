import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { changeBid } from "./change";
import { requireBid } from "./policy";
import type { Bid } from "./types";

/** The bidder takes its bid back (decisions 5, ext). While a bid of the job is being paid for: `operation_in_progress`. */
export async function withdraw(ctx: Ctx<AgentActor>, id: Id): Promise<Bid> {
  return untilSettled(async () => {
    const standing = await requireBid(ctx, id, "bidder");
    const { job } = standing;
    const told = {
      events: [event(ctx.now, "bid.withdrawn", job.buyer_agent_id, { job_id: job.id, bid_id: id }, job.id)],
    };
    return changeBid(ctx, standing, { status: "withdrawn" }, told);
  });
}
