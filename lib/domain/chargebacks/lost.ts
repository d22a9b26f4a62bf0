import { invariant } from "@/lib/kernel/assert";
import { cents, formatEuros, subtract, type Cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, update, type Change } from "@/lib/platform/transact";
import { abandoned, plan, type Operation } from "../escrow";
import { amend, disputeStep, disputeTimerKey, move, owedTo, partiesOf, transferInstead, type JobFacts } from "../jobs";
import { chargedBack, forfeited, settled } from "../ledger";
import { event } from "../webhooks";

const REASON = "The buyer's bank took the payment back.";

const smaller = (a: Cents, b: Cents): Cents => (a < b ? a : b);

/** A lost chargeback's consequence, and what the administrators are told of it. */
export interface Loss {
  readonly change: Change;
  readonly told: string;
}

/** The parties' own dispute is over: the bank has decided whose the money is. It moves no trust, for nobody was judged. */
function disputeClosed(ctx: Pick<Ctx, "now">, job: JobFacts): Change {
  if (job.open_dispute_id === null) return {};
  const disputeId = job.open_dispute_id;
  return merge(
    {
      updates: [update("disputes", { id: disputeId }, { status: "resolved", resolved_at: ctx.now })],
      unqueue: [disputeTimerKey(disputeId)],
    },
    disputeStep(ctx, { disputeId, step: "closed", by: "system", details: { reason: REASON } }),
  );
}

/**
 * An open job's charge is lost: the job ends `refunded` out of what was held, without a refund of ours (decisions 6: a disputed charge is
 * never refunded). What the bank did not take stays owed to the buyer. Pure.
 */
export function lostWhileOpen(ctx: Pick<Ctx, "now">, job: JobFacts, amount: Cents): Loss {
  const captured = cents(job.captured_cents);
  const taken = smaller(amount, captured);
  const owed = subtract(captured, taken);
  const booking = { now: ctx.now, jobId: job.id, operationId: null };
  const closed = move(ctx, job, {
    to: "refunded",
    by: "system",
    reason: REASON,
    set: {
      status_before_freeze: null,
      frozen_at: null,
      auto_release_at: null,
      payment_status: "refunded",
      refunded_cents: captured,
    },
  });
  const payload = { job_id: job.id, reason: REASON, refunded_to: "buyer", cancellation_fee: 0 } as const;
  const rest: Change = {
    ledger: [
      ...(taken === 0 ? [] : [chargedBack(booking, taken, "escrow")]),
      ...(owed === 0
        ? []
        : [settled(booking, { workerOwnerId: null, gross: cents(0), fee: cents(0), refund: owed, kept: cents(0) })]),
    ],
    events: partiesOf(job).map((agent) => event(ctx.now, "job.cancelled", agent, payload, job.id)),
  };
  const told =
    owed === 0
      ? "The job ended refunded."
      : `The job ended refunded; ${formatEuros(owed)} that the bank did not take are owed to the buyer.`;
  return { change: merge(closed.change, rest, disputeClosed(ctx, job)), told };
}

/** Whether a payout is on its way: then what has become of its transfer decides what can be taken back. */
export const payoutUnderWay = (job: JobFacts): boolean =>
  job.payout_status === "pending" || job.payout_status === "pending_retry";

/** Stripe is asked to take back what the worker got. */
function reversed(ctx: Pick<Ctx, "now">, job: JobFacts, lost: Lost): Loss {
  invariant(job.transfer_id !== null && job.worker_owner_id !== null, "what was paid out has a transfer and a worker");
  const back = smaller(owedTo(job), lost.amount);
  const reversal = plan(ctx, {
    request: { kind: "transfer_reversal", transferId: job.transfer_id, amount: back },
    jobId: job.id,
    ownerId: job.worker_owner_id,
    amount: back,
    context: { stripe_dispute_id: lost.stripeDisputeId },
    runAt: ctx.now,
  });
  return {
    change: merge(amend(ctx, job, {}).change, reversal.change),
    told: `Stripe is asked to take ${formatEuros(back)} back from the worker.`,
  };
}

/** What had not been sent stays here, as far as the bank took it; the rest is still owed to the worker. */
function keptBack(ctx: Pick<Ctx, "now">, job: JobFacts, lost: Lost): Loss {
  invariant(job.worker_owner_id !== null, "a payout has a worker");
  const kept = smaller(owedTo(job), lost.amount);
  const forfeits = { forfeited_cents: job.forfeited_cents + kept };
  const rest = owedTo({ ...job, ...forfeits });
  const poorer = amend(ctx, job, { ...forfeits, ...(rest === 0 ? ({ payout_status: "reversed" } as const) : {}) });
  const { unsent } = lost;
  return {
    change: merge(
      poorer.change,
      unsent === null ? {} : abandoned(ctx, unsent),
      unsent === null || rest === 0 ? {} : transferInstead(ctx, poorer.job, unsent),
      { ledger: [forfeited({ now: ctx.now, jobId: job.id, operationId: null }, job.worker_owner_id, kept)] },
    ),
    told: `${formatEuros(kept)} of the worker's payout had not been sent and stay here.`,
  };
}

/** What the bank took back of a closed job. */
export interface Lost {
  readonly stripeDisputeId: string;
  readonly amount: Cents;
  /** The transfer to the worker that nobody has begun to send. */
  readonly unsent: Operation | null;
}

function takenBack(ctx: Pick<Ctx, "now">, job: JobFacts, lost: Lost): Loss {
  if (job.payout_status === "paid") return reversed(ctx, job, lost);
  if (job.payout_status === "pending_onboarding" || lost.unsent !== null) return keptBack(ctx, job, lost);
  return { change: amend(ctx, job, {}).change, told: "No payout can be taken back." };
}

/** A closed job keeps its status: the loss is booked, and what the worker got is taken back where Stripe can (decisions 6). Pure. */
export function lostAfterwards(ctx: Pick<Ctx, "now">, job: JobFacts, lost: Lost): Loss {
  const back = takenBack(ctx, job, lost);
  const loss: Change = {
    ledger: [chargedBack({ now: ctx.now, jobId: job.id, operationId: null }, lost.amount, "chargeback_losses")],
  };
  return {
    change: merge(back.change, loss),
    told: `A loss of ${formatEuros(lost.amount)} is booked. ${back.told}`,
  };
}
