import { invariant } from "@/lib/kernel/assert";
import { addHours } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { cents, eurosFromCents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, type Change } from "@/lib/platform/transact";
import type { Refused } from "@/lib/ports/payments";
import { amountOf, type Operation, type Outcome } from "../escrow";
import { refunded, settled } from "../ledger";
import { TRUST, trustChange } from "../trust";
import { event } from "../webhooks";
import { disputeTimer } from "./dispute";
import { unspend } from "./money";
import { move } from "./move";
import { startPayout } from "./payout";
import { backAfterRefusal, RETRY_REFUSED_HOURS } from "./refused";
import { resolved } from "./resolution";
import type { Consequence } from "./consequence";
import { cancellationFee, cancellationTerms } from "./terms";
import type { JobFacts, Role } from "./types";

/** The job stays as it was. A final ruling is executed again, until it holds. */
function refused(ctx: Ctx, operation: Operation, outcome: Refused, job: JobFacts): Consequence {
  const back = backAfterRefusal(ctx, job, { kind: "refund", operation, outcome });
  const again: Change =
    job.open_dispute_id !== null && job.open_dispute_status === "ruled"
      ? { tasks: [disputeTimer(job.open_dispute_id, addHours(ctx.now, RETRY_REFUSED_HOURS))] }
      : {};
  return {
    job: back.job,
    change: merge(back.change, again),
    refusal: new Refusal("payment_failed", {
      message: `Stripe refused the refund, support has been told: ${outcome.message}`,
    }),
  };
}

const WORKERS_FAULT: Readonly<Record<string, string>> = {
  cancel_worker: "cancelled_by_worker",
  cancel_stale: "never_started",
  miss_deadline: "deadline_missed",
};

function whoCancelled(operation: Operation): Role {
  if (operation.command === "cancel") return "buyer";
  return operation.command === "cancel_worker" ? "worker" : "system";
}

function told(ctx: Ctx, operation: Operation, job: JobFacts, fee: number, reason: string | null): Change {
  const worker = job.worker_agent_id;
  invariant(worker !== null, "refunded jobs had a worker");
  const both = [job.buyer_agent_id, worker];
  const cancelled = { job_id: job.id, reason, refunded_to: "buyer" as const, cancellation_fee: eurosFromCents(fee) };
  switch (operation.command) {
    case "cancel":
      return { events: [event(ctx.now, "job.cancelled", worker, cancelled, job.id)] };
    case "cancel_worker":
      return { events: [event(ctx.now, "job.cancelled", job.buyer_agent_id, cancelled, job.id)] };
    case "cancel_stale":
      return {
        events: both.map((agent) =>
          event(ctx.now, "job.stale_cancelled", agent, { job_id: job.id, reason: reason ?? "never started" }, job.id),
        ),
      };
    default:
      return {
        events: both.map((agent) =>
          event(
            ctx.now,
            "job.deadline_expired",
            agent,
            { job_id: job.id, reason: reason ?? "deadline missed" },
            job.id,
          ),
        ),
      };
  }
}

/** A cancellation's money is back with the buyer: the job closes, and what was kept or owed is booked. */
function cancelled(ctx: Ctx, operation: Operation, job: JobFacts): Consequence {
  const by = whoCancelled(operation);
  const terms = cancellationTerms(cents(job.captured_cents), job.status, by);
  const reason = typeof operation.context.reason === "string" ? operation.context.reason : null;
  const earned: JobFacts = {
    ...job,
    status: "cancelled",
    worker_gross_cents: terms.compensation,
    platform_fee_cents: 0,
  };
  const payout = startPayout(ctx, earned);
  const closed = move(ctx, job, {
    to: "cancelled",
    by,
    reason,
    set: {
      pending_operation_id: null,
      pending_command: null,
      cancel_reason: reason,
      payment_status: terms.refund === job.captured_cents ? "refunded" : "partially_refunded",
      refunded_cents: terms.refund,
      cancellation_fee_cents: terms.kept,
      worker_gross_cents: terms.compensation,
      payout_status: payout.status,
      ...(terms.compensation > 0 ? { completed_at: ctx.now } : {}),
    },
  });
  const booking = { now: ctx.now, jobId: job.id, operationId: operation.id };
  const fault = WORKERS_FAULT[operation.command ?? ""];
  const money: Change = {
    ledger: [
      settled(booking, {
        workerOwnerId: job.worker_owner_id,
        gross: terms.compensation,
        fee: cents(0),
        refund: terms.refund,
        kept: terms.kept,
      }),
      refunded(booking, amountOf(operation)),
    ],
    agents:
      fault === undefined || job.worker_agent_id === null
        ? []
        : [
            trustChange(ctx.now, job.worker_agent_id, {
              delta: TRUST.workersFault,
              reason: fault,
              jobId: job.id,
              counterpartyOwnerId: job.buyer_owner_id,
            }),
          ],
  };
  return {
    job: closed.job,
    change: merge(
      closed.change,
      money,
      payout.change,
      unspend(job, terms.refund),
      told(ctx, operation, job, cancellationFee(terms), reason),
    ),
  };
}

/** The answer to a refund: the cancellation or the ruling that waited for it takes effect. */
export function settleRefund(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  if (job.pending_operation_id !== operation.id) return { job, change: {} };
  if (outcome.status === "refused") return refused(ctx, operation, outcome, job);
  invariant(outcome.status === "refunded", "a refund is refunded or refused");
  return operation.command === "resolve" ? resolved(ctx, job, operation) : cancelled(ctx, operation, job);
}
