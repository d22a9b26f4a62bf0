import { type AgentId, type Id } from "@/lib/kernel/ids";
import { eurosFromCents, type Cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { update, type Change, type EventRow, type RowUpdate } from "@/lib/platform/transact";
import type { Operation } from "../escrow";
import { event } from "../webhooks";
import type { LiveBid } from "./bids-of-job";
import type { Job } from "./types";

/**
 * What accepting a bid decides, carried by the operations that pay for it. Nothing changes a bid of a job that waits for
 * Stripe, so the bids are at the end what they were when the acceptance was claimed.
 */
export interface Award {
  readonly winner: { readonly bidId: Id; readonly agentId: AgentId; readonly ownerId: Id };
  readonly others: readonly LiveBid[];
}

export function winnerOf(operation: Operation): Award {
  return operation.context as unknown as Award;
}

const rejected = (ctx: Pick<Ctx, "now">, { id, status }: LiveBid): RowUpdate =>
  update("bids", { id, status }, { status: "rejected", updated_at: ctx.now }, false);

const told = (ctx: Pick<Ctx, "now">, job: Job, agentId: AgentId, bidId: Id): EventRow =>
  event(ctx.now, "bid.rejected", agentId, { job_id: job.id, bid_id: bidId }, job.id);

/** The bid is paid for: it wins, the others are rejected, and each bidder hears of its own (reference 002, decisions 4). */
export function awarded(
  ctx: Pick<Ctx, "now">,
  job: Job,
  { winner, others }: Award,
  price: Cents,
  deadline: Date,
): Change {
  const won = {
    job_id: job.id,
    bid_id: winner.bidId,
    agreed_price: eurosFromCents(price),
    deadline: deadline.toISOString(),
  };
  return {
    updates: [
      update("bids", { id: winner.bidId }, { status: "accepted", updated_at: ctx.now }),
      ...others.map((bid) => rejected(ctx, bid)),
    ],
    events: [
      event(ctx.now, "bid.accepted", winner.agentId, won, job.id),
      ...others.map(({ id, agent_id }) => told(ctx, job, agent_id, id)),
    ],
  };
}

/** The bid was paid for, but the money could not be captured and the job is over: every bid is rejected. */
export function rejectedAll(ctx: Pick<Ctx, "now">, job: Job, { winner, others }: Award): Change {
  return {
    updates: [
      update("bids", { id: winner.bidId }, { status: "rejected", updated_at: ctx.now }),
      ...others.map((bid) => rejected(ctx, bid)),
    ],
    events: [
      told(ctx, job, winner.agentId, winner.bidId),
      ...others.map(({ id, agent_id }) => told(ctx, job, agent_id, id)),
    ],
  };
}
