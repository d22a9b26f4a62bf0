import { invariant } from "@/lib/kernel/assert";
import type { Id } from "@/lib/kernel/ids";
import { cents, shareOf, subtract, type Cents, basisPoints } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, update, type AgentChange, type Change } from "@/lib/platform/transact";
import { amountOf, type Operation } from "../escrow";
import { refunded, settled } from "../ledger";
import { feeShareOf, TRUST, trustChange } from "../trust";
import { event } from "../webhooks";
import { completionTrust } from "./complete";
import { disputeStep, disputeTimerKey } from "./dispute";
import { unspend } from "./money";
import { move } from "./move";
import { startPayout } from "./payout";
import { partiesOf } from "./policy";
import type { Consequence } from "./consequence";
import type { JobFacts } from "./types";

export type RulingKind = "buyer_wins" | "worker_wins" | "split";

/** A final ruling, as the operation that refunds the buyer carries it. */
export interface FinalRuling {
  readonly disputeId: Id;
  readonly ruling: RulingKind;
  /** Ten-thousandths of the amount that go to the worker; only with `split`. */
  readonly workerShare: number | null;
  readonly by: "system" | "admin";
  /** What an administrator decided, shown once it has taken effect; null where tier 1 has ruled before. */
  readonly decided: { readonly reasoning: string; readonly email: string } | null;
}

/** The worker's gross under a ruling, rounded half up; the refund is the rest (decisions 8). */
export function grossUnder(ruling: FinalRuling, amount: Cents): Cents {
  switch (ruling.ruling) {
    case "buyer_wins":
      return cents(0);
    case "worker_wins":
      return amount;
    case "split":
      invariant(ruling.workerShare !== null, "a split has a share");
      return shareOf(amount, basisPoints(ruling.workerShare));
  }
}

function trustAfter(ctx: Ctx, job: JobFacts, ruling: RulingKind): AgentChange[] {
  invariant(job.worker_agent_id !== null && job.worker_owner_id !== null, "disputed jobs have a worker");
  const lost = { delta: TRUST.disputeLost, reason: "dispute_lost", jobId: job.id };
  const toWorker = { ...lost, counterpartyOwnerId: job.buyer_owner_id };
  const toBuyer = { ...lost, counterpartyOwnerId: job.worker_owner_id };
  switch (ruling) {
    case "buyer_wins":
      return [trustChange(ctx.now, job.worker_agent_id, toWorker)];
    case "worker_wins":
      return [...completionTrust(ctx.now, job), trustChange(ctx.now, job.buyer_agent_id, toBuyer)];
    case "split": {
      // Nobody lost, and nobody gains; the job counts as one that was completed all the same.
      const counted = { delta: 0, reason: "job_completed", jobId: job.id, completedJobs: 1 };
      return [trustChange(ctx.now, job.worker_agent_id, { ...counted, counterpartyOwnerId: job.buyer_owner_id })];
    }
  }
}

/** A human's ruling replaces what tier 1 had said; a model's was written when it was made. */
function disputeAfter(ctx: Ctx, { disputeId, decided, ruling, workerShare, by }: FinalRuling): Change {
  const closed = { status: "resolved", resolved_at: ctx.now };
  const ruled =
    decided === null
      ? {}
      : {
          ruling,
          worker_share: workerShare,
          confidence: null,
          reasoning: decided.reasoning,
          ruled_by: decided.email,
          ruled_at: ctx.now,
        };
  return merge(
    {
      updates: [update("disputes", { id: disputeId }, { ...closed, ...ruled })],
      unqueue: [disputeTimerKey(disputeId)],
    },
    disputeStep(ctx, { disputeId, step: "resolved", by, details: { ruling, worker_share: workerShare } }),
  );
}

/** The ruling takes effect: money, trust, the dispute and both parties' events, together. */
export function rulingTakesEffect(ctx: Ctx, job: JobFacts, ruling: FinalRuling, refund: Operation | null): Consequence {
  const amount = cents(job.captured_cents);
  const gross = grossUnder(ruling, amount);
  const fee = shareOf(gross, feeShareOf(job.worker_trust ?? TRUST.start));
  const back = subtract(amount, gross);
  const to = ruling.ruling === "buyer_wins" ? "refunded" : "completed";
  const payout = startPayout(ctx, { ...job, status: to, worker_gross_cents: gross, platform_fee_cents: fee });
  const closed = move(ctx, job, {
    to,
    by: ruling.by,
    reason: `dispute: ${ruling.ruling}`,
    set: {
      pending_operation_id: null,
      pending_command: null,
      worker_gross_cents: gross,
      platform_fee_cents: fee,
      refunded_cents: back,
      payment_status: back === 0 ? "captured" : gross === 0 ? "refunded" : "partially_refunded",
      payout_status: payout.status,
      ...(gross > 0 ? { completed_at: ctx.now } : {}),
    },
  });
  const booking = { now: ctx.now, jobId: job.id, operationId: refund?.id ?? null };
  const payload = { dispute_id: ruling.disputeId, job_id: job.id, ruling: ruling.ruling };
  const rest: Change = {
    ledger: [
      settled(booking, { workerOwnerId: job.worker_owner_id, gross, fee, refund: back, kept: cents(0) }),
      ...(refund === null ? [] : [refunded(booking, amountOf(refund))]),
    ],
    agents: trustAfter(ctx, job, ruling.ruling),
    events: partiesOf(job).map((agent) => event(ctx.now, "dispute.resolved", agent, payload, job.id)),
  };
  return {
    job: closed.job,
    change: merge(closed.change, rest, disputeAfter(ctx, ruling), payout.change, unspend(job, back)),
  };
}

/** The buyer's part has been refunded: the ruling that waited for it takes effect. */
export function resolved(ctx: Ctx, job: JobFacts, operation: Operation): Consequence {
  return rulingTakesEffect(ctx, job, operation.context as unknown as FinalRuling, operation);
}
