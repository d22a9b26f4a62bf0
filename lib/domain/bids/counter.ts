import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { eurosFromCents, formatEuros, type Cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { changeBid } from "./change";
import { cleaned } from "./message";
import { requireBid } from "./policy";
import type { Bid } from "./types";

/**
 * The buyer offers another price, at most the job's amount (decisions 5); a later counter-offer replaces it. Throws
 * `invalid_amount` above the job's amount.
 */
export async function counter(ctx: Ctx<AgentActor>, id: Id, price: Cents, said: string | null): Promise<Bid> {
  const message = cleaned(said);
  return untilSettled(async () => {
    const standing = await requireBid(ctx, id, "buyer");
    const { job } = standing;
    if (price > job.amount_cents) {
      const most = formatEuros(job.amount_cents);
      throw new Refusal("invalid_amount", {
        param: "counter_price",
        message: `counter_price must not be above the job's amount, ${most}.`,
      });
    }
    const payload = { job_id: job.id, bid_id: id, counter_price: eurosFromCents(price), message };
    const set = { status: "countered", counter_cents: price, counter_message: message } as const;
    return changeBid(ctx, standing, set, {
      events: [event(ctx.now, "bid.countered", standing.bid.agent_id, payload, job.id)],
    });
  });
}
