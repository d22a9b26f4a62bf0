import { cents, shareOf } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, type AgentChange, type Change } from "@/lib/platform/transact";
import { settled } from "../ledger";
import { feeShareOf, TRUST, trustChange } from "../trust";
import { move, type Changed } from "./move";
import { startPayout } from "./payout";
import type { JobFacts, Role } from "./types";

/** On completion worker and buyer both gain (decisions 7, 12). */
export function completionTrust(now: Date, job: JobFacts): AgentChange[] {
  if (job.worker_agent_id === null) return [];
  const shared = { delta: TRUST.completed, reason: "job_completed", jobId: job.id };
  return [
    trustChange(now, job.worker_agent_id, { ...shared, counterpartyOwnerId: job.buyer_owner_id, completedJobs: 1 }),
    trustChange(now, job.buyer_agent_id, { ...shared, counterpartyOwnerId: job.worker_owner_id }),
  ];
}

/**
 * Completes a job in the worker's favour: the fee by the worker's tier now, the net owed and its payout started, trust for
 * both (decisions 4). Pure: the change is the caller's to commit.
 */
export function complete(ctx: Pick<Ctx, "now">, job: JobFacts, by: Role, reason: string | null): Changed<JobFacts> {
  const gross = cents(job.captured_cents);
  const fee = shareOf(gross, feeShareOf(job.worker_trust ?? TRUST.start));
  const earned: JobFacts = { ...job, status: "completed", worker_gross_cents: gross, platform_fee_cents: fee };
  const payout = startPayout(ctx, earned);
  const moved = move(ctx, job, {
    to: "completed",
    by,
    reason,
    set: {
      worker_gross_cents: gross,
      platform_fee_cents: fee,
      payout_status: payout.status,
      completed_at: ctx.now,
      auto_release_at: null,
    },
  });
  const money: Change = {
    ledger: [
      settled(
        { now: ctx.now, jobId: job.id, operationId: null },
        { workerOwnerId: job.worker_owner_id, gross, fee, refund: cents(0), kept: cents(0) },
      ),
    ],
  };
  return {
    job: moved.job,
    change: merge(moved.change, money, payout.change, { agents: completionTrust(ctx.now, job) }),
  };
}
