import { invariant } from "@/lib/kernel/assert";
import { Refusal, type ErrorCode } from "@/lib/kernel/errors";
import { eurosFromCents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, type Change } from "@/lib/platform/transact";
import type { Refused } from "@/lib/ports/payments";
import { amountOf, plan, type Operation, type Outcome } from "../escrow";
import { held } from "../ledger";
import { event } from "../webhooks";
import { intentGivenUp } from "./intent-given-up";
import { unspend } from "./money";
import { amend, move } from "./move";
import type { Consequence } from "./consequence";
import type { JobFacts } from "./types";

/** job.created, for the worker of a funded direct job. */
function created(ctx: Ctx, job: JobFacts): Change {
  if (job.worker_agent_id === null) return {};
  const payload = {
    job_id: job.id,
    worker_agent_id: job.worker_agent_id,
    title: job.title,
    task_spec: { ...job.task_spec },
    amount: eurosFromCents(job.amount_cents),
    deadline: job.deadline_at?.toISOString() ?? null,
    required_capabilities: [...job.required_capabilities],
  };
  return { events: [event(ctx.now, "job.created", job.worker_agent_id, payload, job.id)] };
}

function refusalOf(job: JobFacts, outcome: Refused): Refusal {
  const code: ErrorCode =
    outcome.code === "authentication_required" ? "payment_authentication_required" : "payment_failed";
  return new Refusal(code, {
    details: { job_id: job.id, decline_code: outcome.declineCode ?? outcome.code, reason: outcome.message },
  });
}

function refused(ctx: Ctx, operation: Operation, outcome: Refused, job: JobFacts): Consequence {
  const back = amend(ctx, job, {
    pending_operation_id: null,
    pending_command: null,
    payment_status: "failed",
    payment_intent_id: outcome.paymentIntentId,
    spend_month: null,
    // The bid was not paid for: the auction goes on without a worker.
    ...(job.job_type === "open" ? { worker_agent_id: null, worker_owner_id: null } : {}),
  });
  const payload = { job_id: job.id, payment_intent_id: outcome.paymentIntentId, error: outcome.message };
  const told: Change = { events: [event(ctx.now, "payment.failed", job.buyer_agent_id, payload, job.id)] };
  return {
    job: back.job,
    change: merge(back.change, told, unspend(job, operation.amount_cents), intentGivenUp(ctx, job)),
    refusal: refusalOf(job, outcome),
  };
}

/** A hold that nobody waits for any more is given back (decisions 4). */
function stray(ctx: Ctx, operation: Operation, paymentIntentId: string, job: JobFacts): Consequence {
  const giveBack = plan(ctx, {
    request: { kind: "void", paymentIntentId },
    jobId: job.id,
    ownerId: job.buyer_owner_id,
    amount: amountOf(operation),
    runAt: ctx.now,
  });
  const booked = held({ now: ctx.now, jobId: job.id, operationId: operation.id }, amountOf(operation));
  return { job, change: merge(giveBack.change, { ledger: [booked] }) };
}

/** The card's answer to a hold: the job is funded, or its buyer told why not. */
export function settleHold(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  const waiting = job.pending_operation_id === operation.id;
  if (outcome.status === "refused") return waiting ? refused(ctx, operation, outcome, job) : { job, change: {} };
  invariant(outcome.status === "held", "a hold is held or refused");
  if (!waiting) return stray(ctx, operation, outcome.paymentIntentId, job);

  const booked: Change = {
    ...intentGivenUp(ctx, job),
    ledger: [held({ now: ctx.now, jobId: job.id, operationId: operation.id }, amountOf(operation))],
  };
  const paid = {
    payment_status: "authorized",
    payment_intent_id: outcome.paymentIntentId,
    charge_id: outcome.chargeId,
    capture_before: outcome.captureBefore,
    held_cents: operation.amount_cents,
  } as const;
  if (operation.command === "accept_bid") {
    const capture = plan(ctx, {
      request: { kind: "capture", paymentIntentId: outcome.paymentIntentId },
      jobId: job.id,
      ownerId: job.buyer_owner_id,
      amount: amountOf(operation),
      command: "accept_bid",
      context: operation.context,
    });
    const next = amend(ctx, job, { ...paid, pending_operation_id: capture.operation.id });
    return { job: next.job, next: capture.operation, change: merge(next.change, capture.change, booked) };
  }
  const funded = move(ctx, job, {
    to: "funded",
    by: "buyer",
    reason: null,
    set: { ...paid, pending_operation_id: null, pending_command: null },
  });
  return { job: funded.job, change: merge(funded.change, booked, created(ctx, funded.job)) };
}
