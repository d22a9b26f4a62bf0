import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { acceptBid, type JobFacts } from "../jobs";
import { requireBid } from "./policy";

/**
 * The buyer takes a bid at its price, also one it has countered: the bidder's offer stands until it is withdrawn
 * (reference 002, decisions 4 and 5). Returns the job, accepted. Money and refusals: see `jobs.acceptBid`.
 */
export async function accept(ctx: Ctx<AgentActor>, id: Id): Promise<JobFacts> {
  return untilSettled(async () => {
    const { bid, job } = await requireBid(ctx, id, "buyer");
    if (bid.bidder_status !== "active")
      throw new Refusal("worker_unavailable", { message: "The bidder is not active any more." });
    return acceptBid(ctx, job, {
      id: bid.id,
      version: bid.version,
      agentId: bid.agent_id,
      ownerId: bid.owner_id,
      price: cents(bid.price_cents),
      trust: bid.bidder_trust,
    });
  });
}
