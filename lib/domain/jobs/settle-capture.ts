import { invariant } from "@/lib/kernel/assert";
import { addHours } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, type Change } from "@/lib/platform/transact";
import { amountOf, plan, type Operation, type Outcome } from "../escrow";
import { captured, voided } from "../ledger";
import { event } from "../webhooks";
import { awarded, rejectedAll, winnerOf } from "./award";
import { unspend } from "./money";
import { move, type Changed } from "./move";
import type { Consequence } from "./consequence";
import { partiesOf } from "./policy";
import type { JobFacts } from "./types";

const CAPTURE_REFUSED = "The card's authorization could not be captured.";

/** Stripe refused: the job ends, its hold is given back, nothing was charged (decisions 4). */
function refused(ctx: Ctx, operation: Operation, job: JobFacts): Consequence {
  // A bidder was never told that it won: it hears of its bid alone.
  const auction = operation.command === "accept_bid";
  const closed = move(ctx, job, {
    to: "cancelled",
    by: "system",
    reason: CAPTURE_REFUSED,
    set: {
      pending_operation_id: null,
      pending_command: null,
      payment_status: "voided",
      ...(auction ? { worker_agent_id: null, worker_owner_id: null } : {}),
    },
  });
  invariant(job.payment_intent_id !== null, "a hold has a payment intent");
  const giveBack = plan(ctx, {
    request: { kind: "void", paymentIntentId: job.payment_intent_id },
    jobId: job.id,
    ownerId: job.buyer_owner_id,
    amount: amountOf(operation),
    context: { booked: true },
    runAt: ctx.now,
  });
  const parties = auction ? [job.buyer_agent_id] : partiesOf(job);
  const told: Change = {
    ledger: [voided({ now: ctx.now, jobId: job.id, operationId: operation.id }, amountOf(operation))],
    events: [
      ...parties.map((agent) =>
        event(ctx.now, "job.expired", agent, { job_id: job.id, reason: CAPTURE_REFUSED }, job.id),
      ),
      event(
        ctx.now,
        "payment.canceled",
        job.buyer_agent_id,
        { job_id: job.id, payment_intent_id: job.payment_intent_id },
        job.id,
      ),
    ],
  };
  return {
    job: closed.job,
    change: merge(
      closed.change,
      giveBack.change,
      told,
      unspend(job, operation.amount_cents),
      auction ? rejectedAll(ctx, job, winnerOf(operation)) : {},
    ),
    refusal: new Refusal("capture_refused"),
  };
}

function accepted(
  ctx: Ctx,
  job: JobFacts,
  operation: Operation,
  set: Partial<JobFacts>,
  by: "buyer" | "worker",
): Changed<JobFacts> {
  return move(ctx, job, {
    to: "accepted",
    by,
    reason: null,
    set: {
      ...set,
      payment_status: "captured",
      captured_cents: operation.amount_cents,
      pending_operation_id: null,
      pending_command: null,
      accepted_at: ctx.now,
    },
  });
}

function bidWon(ctx: Ctx, operation: Operation, job: JobFacts): Consequence {
  const award = winnerOf(operation);
  const deadline = addHours(ctx.now, job.deadline_hours);
  const { agentId, ownerId } = award.winner;
  const terms = {
    worker_agent_id: agentId,
    worker_owner_id: ownerId,
    amount_cents: operation.amount_cents,
    deadline_at: deadline,
  };
  const taken = accepted(ctx, job, operation, terms, "buyer");
  return {
    job: taken.job,
    change: merge(taken.change, awarded(ctx, job, award, cents(operation.amount_cents), deadline)),
  };
}

function workerAccepted(ctx: Ctx, operation: Operation, job: JobFacts): Consequence {
  invariant(job.worker_agent_id !== null, "an accepted direct job has a worker");
  const taken = accepted(ctx, job, operation, {}, "worker");
  const payload = { job_id: job.id, worker_agent_id: job.worker_agent_id };
  return {
    job: taken.job,
    change: merge(taken.change, { events: [event(ctx.now, "job.accepted", job.buyer_agent_id, payload, job.id)] }),
  };
}

/** The answer to a capture: the job is accepted, or it is over. */
export function settleCapture(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  if (outcome.status === "refused") return refused(ctx, operation, job);
  invariant(outcome.status === "captured", "a capture is captured or refused");
  const booked: Change = {
    ledger: [captured({ now: ctx.now, jobId: job.id, operationId: operation.id }, cents(operation.amount_cents))],
  };
  const taken = operation.command === "accept_bid" ? bidWon(ctx, operation, job) : workerAccepted(ctx, operation, job);
  return { job: taken.job, change: merge(taken.change, booked) };
}
