import { Refusal } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import { eurosFromCents, type Cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { update } from "@/lib/platform/transact";
import { tierLimits } from "../trust";
import { ask } from "./ask";
import { liveBids } from "./bids-of-job";
import { payingCard } from "./fund";
import { holdRequest, spending } from "./money";
import { requireRule } from "./policy";
import type { JobFacts } from "./types";

/** A bid as it was read by whoever accepts it. */
export interface StandingBid {
  readonly id: Id;
  readonly version: number;
  readonly agentId: AgentId;
  readonly ownerId: Id;
  readonly price: Cents;
  /** The bidder's trust, in hundredths of a point. */
  readonly trust: number;
}

function requireTier(bid: StandingBid): number {
  const { maxAmount, maxConcurrent } = tierLimits(bid.trust);
  if (bid.price > maxAmount) {
    throw new Refusal("tier_limit_exceeded", {
      details: { max_amount: eurosFromCents(maxAmount), max_concurrent_jobs: maxConcurrent },
    });
  }
  return maxConcurrent;
}

/**
 * The buyer takes a bid: the price is held and captured, and the bidder has the job (decisions 4). One attempt: throws
 * `Conflict` when the job or the bid was changed meanwhile. While Stripe is asked the bidder counts as the job's worker, so
 * that two buyers cannot fill one worker's last place, and every other command on the job or its bids is refused.
 * Throws `tier_limit_exceeded` by the bidder's tier, `payment_failed` when the card is refused (the bid stays), `capture_refused`
 * (and the job is cancelled) when the hold cannot be captured.
 */
export async function acceptBid(ctx: Ctx<AgentActor>, given: JobFacts, bid: StandingBid): Promise<JobFacts> {
  const { job } = requireRule(given, "accept_bid", ctx.actor, ["buyer"]);
  const max = requireTier(bid);
  const card = await payingCard(ctx);
  const others = (await liveBids(ctx, job.id)).filter(({ id }) => id !== bid.id);
  const month = spending(ctx, job, bid.price);
  return ask(ctx, job, {
    request: holdRequest(job, card, bid.price),
    amount: bid.price,
    command: "accept_bid",
    context: { winner: { bidId: bid.id, agentId: bid.agentId, ownerId: bid.ownerId }, others },
    set: { worker_agent_id: bid.agentId, worker_owner_id: bid.ownerId },
    spendMonth: month.month,
    extra: {
      updates: [update("bids", { id: bid.id, version: bid.version }, { version: bid.version + 1 })],
      guards: [{ kind: "concurrent_jobs", agent_id: bid.agentId, job_id: job.id, max }, ...(month.change.guards ?? [])],
    },
  });
}
