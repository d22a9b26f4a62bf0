import { invariant } from "@/lib/kernel/assert";
import { addMs, HOUR_MS, MINUTE_MS } from "@/lib/kernel/clock";
import { cents, eurosFromCents, subtract, type Cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { merge, type Change } from "@/lib/platform/transact";
import { plan, type Operation } from "../escrow";
import { event } from "../webhooks";
import type { Job, JobFacts } from "./types";

export type PayoutStatus = "none" | "pending" | "pending_onboarding" | "pending_retry" | "paid" | "reversed";

const WAITING: Record<"pending_onboarding" | "pending_retry", string> = {
  pending_onboarding: "The job is approved. Finish Stripe onboarding (POST /v1/connect/onboard) to receive the payout.",
  pending_retry: "The job is approved. The transfer to your account is being retried.",
};

/** What a job's worker is owed: its gross after the fee, and after what a lost chargeback took before it was sent. */
export const owedTo = (job: Pick<Job, "worker_gross_cents" | "platform_fee_cents" | "forfeited_cents">): Cents =>
  subtract(cents(job.worker_gross_cents), cents(job.platform_fee_cents + job.forfeited_cents));

/**
 * job.completed: the worker's money is earned, and not on its way yet. Compensation for a cancelled job waits in silence: its
 * worker has heard of the cancellation, and nothing was completed (decisions 4). `job` as it is once it has closed.
 */
export function payoutWaits(ctx: Pick<Ctx, "now">, job: Job, status: "pending_onboarding" | "pending_retry"): Change {
  if (job.worker_agent_id === null || job.status !== "completed") return {};
  return {
    events: [
      event(
        ctx.now,
        "job.completed",
        job.worker_agent_id,
        { job_id: job.id, payout_status: status, message: WAITING[status] },
        job.id,
      ),
    ],
  };
}

/**
 * The payout waits until the worker is onboarded. Whether that has happened was read before this is written: should the account
 * become ready in between, whoever looked for waiting payouts then did not see this one, so one more look follows.
 */
export function awaitOnboarding(ctx: Pick<Ctx, "now">, job: Job): Change {
  const look = { task: TASK.payWaiting, payload: { owner_id: job.worker_owner_id } };
  return merge(payoutWaits(ctx, job, "pending_onboarding"), { tasks: [look] });
}

/** A transfer of what the job's worker is owed to its account, first or again. */
export function transferOf(
  ctx: Pick<Ctx, "now">,
  job: Job,
  accountId: string,
  attempt: { readonly number: number; readonly runAt: Date },
): { readonly operation: Operation; readonly change: Change } {
  invariant(job.worker_owner_id !== null && job.charge_id !== null, "a payout has a worker and a charge");
  return plan(ctx, {
    request: { kind: "transfer", jobId: job.id, accountId, chargeId: job.charge_id, amount: owedTo(job) },
    jobId: job.id,
    ownerId: job.worker_owner_id,
    amount: owedTo(job),
    context: { attempt: attempt.number },
    runAt: attempt.runAt,
  });
}

/** Which of the attempts to pay a job's worker a transfer is. */
export const attemptOf = ({ context }: Operation): number => Number(context.attempt ?? 1);

/** In place of a transfer that was abandoned before it was sent: one of what is owed now. */
export function transferInstead(ctx: Pick<Ctx, "now">, job: Job, former: Operation): Change {
  const { request } = former;
  invariant(request.kind === "transfer", "a transfer is replaced by a transfer");
  return transferOf(ctx, job, request.accountId, { number: attemptOf(former), runAt: ctx.now }).change;
}

/**
 * Starts the payout of a job whose worker has just earned: at once, or as soon as the worker is onboarded (decisions 6). `job`
 * has the status that it closes with.
 */
export function startPayout(
  ctx: Pick<Ctx, "now">,
  job: JobFacts,
): { readonly status: PayoutStatus; readonly change: Change } {
  if (owedTo(job) === 0) return { status: "none", change: {} };
  if (!job.worker_ready || job.worker_account_id === null) {
    return { status: "pending_onboarding", change: awaitOnboarding(ctx, job) };
  }
  return {
    status: "pending",
    change: transferOf(ctx, job, job.worker_account_id, { number: 1, runAt: ctx.now }).change,
  };
}

/** When a refused transfer is asked for again: later and later, at most daily. */
export function nextAttemptAt(now: Date, attempt: number): Date {
  return addMs(now, Math.min(24 * HOUR_MS, 5 * MINUTE_MS * 4 ** Math.min(attempt, 6)));
}

/** Of a job that was just completed this payout is the good news; the webhook has no event for it but payment.received. */
const completed = (net: Cents) => ({
  type: "job_completed",
  title: "Job completed",
  message: `Your job is completed and the payment released: €${eurosFromCents(net).toFixed(2)} is on its way to your account.`,
});

/** payment.received: told as `job_completed` (reference 002 "Notifications") unless the worker has heard before that the job is. */
export function received(ctx: Pick<Ctx, "now">, job: Job): Change {
  if (job.worker_agent_id === null) return {};
  const notice = job.status === "completed" && job.payout_status === "pending" ? completed(owedTo(job)) : undefined;
  const payload = {
    job_id: job.id,
    amount: eurosFromCents(owedTo(job)),
    platform_fee: eurosFromCents(job.platform_fee_cents),
  };
  return { events: [event(ctx.now, "payment.received", job.worker_agent_id, payload, job.id, notice)] };
}
