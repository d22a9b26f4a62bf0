import { invariant } from "@/lib/kernel/assert";
import { formatEuros } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, update } from "@/lib/platform/transact";
import { amountOf, type Operation, type Outcome } from "../escrow";
import { reversed, transferred } from "../ledger";
import { tellAdmins } from "../notifications";
import { amend } from "./move";
import { attemptOf, awaitOnboarding, nextAttemptAt, payoutWaits, received, transferOf } from "./payout";
import type { Consequence } from "./consequence";
import type { JobFacts } from "./types";

/** Stripe refused the transfer: the worker hears of it once, and it is asked for again, as a new operation. */
function refused(ctx: Ctx, operation: Operation, job: JobFacts): Consequence {
  const attempt = attemptOf(operation);
  if (!job.worker_ready || job.worker_account_id === null) {
    const back = amend(ctx, job, { payout_status: "pending_onboarding" });
    return { job: back.job, change: merge(back.change, awaitOnboarding(ctx, job)) };
  }
  const again = transferOf(ctx, job, job.worker_account_id, {
    number: attempt + 1,
    runAt: nextAttemptAt(ctx.now, attempt),
  });
  const waits = amend(ctx, job, { payout_status: "pending_retry" });
  const told = job.payout_status === "pending_retry" ? {} : payoutWaits(ctx, job, "pending_retry");
  return { job: waits.job, change: merge(waits.change, again.change, told) };
}

/** The payout arrived at the worker's account, or will be tried again until it does (decisions 6). */
export function settleTransfer(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  if (outcome.status === "refused") return refused(ctx, operation, job);
  invariant(outcome.status === "transferred" && job.worker_owner_id !== null, "a transfer is transferred or refused");
  const paid = amend(ctx, job, { payout_status: "paid", transfer_id: outcome.transferId });
  const booked = transferred(
    { now: ctx.now, jobId: job.id, operationId: operation.id },
    job.worker_owner_id,
    amountOf(operation),
  );
  return { job: paid.job, change: merge(paid.change, { ledger: [booked] }, received(ctx, job)) };
}

/** A transfer came back after a lost chargeback; what cannot come back stays our loss. */
export function settleReversal(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  if (outcome.status === "refused") {
    const paragraphs = [
      `Stripe refused to take ${formatEuros(operation.amount_cents)} of job ${job.id} back: ${outcome.message} The loss stays ours.`,
    ];
    return {
      job,
      change: tellAdmins({ title: "A payout cannot be taken back", paragraphs, path: `/admin/jobs/${job.id}` }),
    };
  }
  invariant(outcome.status === "reversed", "a reversal is reversed or refused");
  const taken = amend(ctx, job, { payout_status: "reversed" });
  const dispute = operation.context.stripe_dispute_id;
  return {
    job: taken.job,
    change: merge(taken.change, {
      ledger: [reversed({ now: ctx.now, jobId: job.id, operationId: operation.id }, outcome.amount)],
      updates:
        typeof dispute === "string"
          ? [update("chargebacks", { stripe_dispute_id: dispute }, { reversal_operation_id: operation.id })]
          : [],
    }),
  };
}
