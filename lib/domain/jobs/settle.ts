import { invariant } from "@/lib/kernel/assert";
import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Ctx } from "@/lib/platform/context";
import { Conflict, merge, transact, untilSettled } from "@/lib/platform/transact";
import { answered, loadOperation, type Operation, type Outcome } from "../escrow";
import type { Consequence } from "./consequence";
import { settleCapture } from "./settle-capture";
import { settleHold } from "./settle-hold";
import { settleRefund } from "./settle-refund";
import { settleReversal, settleTransfer } from "./settle-transfer";
import { settleVoid } from "./settle-void";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

function consequence(ctx: Ctx, operation: Operation, outcome: Outcome, job: JobFacts): Consequence {
  switch (operation.kind) {
    case "hold":
      return settleHold(ctx, operation, outcome, job);
    case "capture":
      return settleCapture(ctx, operation, outcome, job);
    case "void":
      return settleVoid(ctx, operation, outcome, job);
    case "refund":
      return settleRefund(ctx, operation, outcome, job);
    case "transfer":
      return settleTransfer(ctx, operation, outcome, job);
    case "transfer_reversal":
      return settleReversal(ctx, operation, outcome, job);
  }
}

interface Settled {
  readonly job: JobFacts;
  readonly next: Operation | null;
  readonly refusal: Refusal | null;
}

/** Somebody else recorded the answer first: continue from what they wrote. */
async function followUp(ctx: Ctx, operation: Operation): Promise<Settled> {
  invariant(operation.job_id !== null, "operations of jobs name their job");
  const job = await loadJob(ctx.db, operation.job_id);
  if (job === null) throw notFound();
  const next = job.pending_operation_id === null ? null : await loadOperation(ctx, job.pending_operation_id);
  const refusal =
    operation.status === "refused" && next === null
      ? new Refusal(operation.kind === "capture" ? "capture_refused" : "payment_failed")
      : null;
  return { job, next, refusal };
}

/**
 * Records Stripe's answer with all that follows from it, exactly once: whoever comes second finds the operation no longer
 * pending and changes nothing. Throws the refusal that the answer means to a waiting caller.
 */
export async function settle(
  ctx: Ctx,
  operation: Operation,
  outcome: Outcome,
  known: JobFacts | null,
): Promise<{ readonly job: JobFacts; readonly next: Operation | null }> {
  invariant(operation.job_id !== null, "operations of jobs name their job");
  const jobId = operation.job_id;
  let fresh = known;
  const result = await untilSettled(async (): Promise<Settled> => {
    const job = fresh ?? (await loadJob(ctx.db, jobId));
    // What was loaded before a conflict is stale: the next try loads again.
    fresh = null;
    if (job === null) throw notFound();
    const found = consequence(ctx, operation, outcome, job);
    try {
      await transact(ctx, merge(answered(ctx, operation, outcome), found.change));
      return { job: found.job, next: found.next ?? null, refusal: found.refusal ?? null };
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const current = await loadOperation(ctx, operation.id);
      if (current === null || current.status === "pending") throw error;
      return followUp(ctx, current);
    }
  });
  if (result.refusal !== null) throw result.refusal;
  return { job: result.job, next: result.next };
}
