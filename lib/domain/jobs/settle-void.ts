import { invariant } from "@/lib/kernel/assert";
import { Refusal } from "@/lib/kernel/errors";
import type { Ctx } from "@/lib/platform/context";
import { merge, type Change } from "@/lib/platform/transact";
import { amountOf, type Operation, type Outcome } from "../escrow";
import { voided } from "../ledger";
import { event } from "../webhooks";
import { unspend } from "./money";
import { move } from "./move";
import type { Consequence } from "./consequence";
import { partiesOf } from "./policy";
import { adminsTold, backAfterRefusal } from "./refused";
import type { JobFacts, Role } from "./types";

/** Who closes the job, and what both sides hear of it, by the command that waited for the void. */
function closing(
  ctx: Ctx,
  operation: Operation,
  job: JobFacts,
): { readonly by: Role; readonly events: Change["events"] } {
  const reason = typeof operation.context.reason === "string" ? operation.context.reason : null;
  const cancelled = { job_id: job.id, reason, refunded_to: "buyer" as const, cancellation_fee: 0 };
  const worker = job.worker_agent_id;
  switch (operation.command) {
    case "decline":
      return { by: "worker", events: [event(ctx.now, "job.cancelled", job.buyer_agent_id, cancelled, job.id)] };
    case "cancel":
      return {
        by: "buyer",
        events: worker === null ? [] : [event(ctx.now, "job.cancelled", worker, cancelled, job.id)],
      };
    default: {
      const expired = { job_id: job.id, reason: reason ?? "expired" };
      return {
        by: "system",
        events: partiesOf(job).map((agent) => event(ctx.now, "job.expired", agent, expired, job.id)),
      };
    }
  }
}

/** The hold is gone: the job that waited for it is cancelled, and nothing was charged. */
export function settleVoid(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  const booking = { now: ctx.now, jobId: job.id, operationId: operation.id };
  if (job.pending_operation_id !== operation.id) {
    // Given back without a command waiting: a stray hold, or one whose capture was refused (booked there).
    if (outcome.status === "refused")
      return { job, change: adminsTold(ctx, job, { kind: "void", operation, outcome }) };
    const book = operation.context.booked !== true;
    return { job, change: book ? { ledger: [voided(booking, amountOf(operation))] } : {} };
  }
  if (outcome.status === "refused") {
    const back = backAfterRefusal(ctx, job, { kind: "void", operation, outcome });
    return {
      job: back.job,
      change: back.change,
      refusal: new Refusal("payment_failed", { message: `Stripe refused to release the hold: ${outcome.message}` }),
    };
  }
  invariant(outcome.status === "voided", "a void is voided or refused");
  const { by, events = [] } = closing(ctx, operation, job);
  const reason = typeof operation.context.reason === "string" ? operation.context.reason : null;
  const closed = move(ctx, job, {
    to: "cancelled",
    by,
    reason,
    set: { pending_operation_id: null, pending_command: null, payment_status: "voided", cancel_reason: reason },
  });
  const told: Change = {
    ledger: [voided(booking, amountOf(operation))],
    events: [
      ...events,
      event(
        ctx.now,
        "payment.canceled",
        job.buyer_agent_id,
        { job_id: job.id, payment_intent_id: job.payment_intent_id },
        job.id,
      ),
    ],
  };
  return { job: closed.job, change: merge(closed.change, told, unspend(job, job.held_cents)) };
}
