import { z } from "zod";
import { addHours } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { Conflict, merge, transact } from "@/lib/platform/transact";
import { ProviderUnavailable } from "@/lib/ports/payments";
import { begun, heldBack, loadOperation, type Operation } from "../escrow";
import { announce } from "./announce";
import { drive } from "./ask";
import { amend } from "./move";
import { payoutWaits } from "./payout";
import { payWaiting } from "./payouts";
import { refundWithoutJob } from "./refund-without-job";
import { hasOpenChargeback, loadJob } from "./store";
import { elapse } from "./time";

/** A payout whose transfer gets no answer: the worker hears once that it is being retried (decisions 6). */
async function tellPayoutWaits(ctx: Ctx, jobId: Id): Promise<void> {
  const job = await loadJob(ctx.db, jobId);
  if (job === null || job.payout_status !== "pending") return;
  const waits = amend(ctx, job, { payout_status: "pending_retry" });
  await transact(ctx, merge(waits.change, payoutWaits(ctx, job, "pending_retry"))).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

/** How long a payout waits before it looks again whether the bank has decided; when that is heard of, it is faster. */
const BANK_HOURS = 1;

/**
 * Whether a transfer may be sent. While the bank decides about the charge that pays for it none leaves, for it might have to be
 * taken back; one that may have left before is asked for until its answer is known.
 */
async function mayLeave(ctx: Ctx, transfer: Operation, jobId: Id): Promise<boolean> {
  if (transfer.attempts === 0 && (await hasOpenChargeback(ctx.db, jobId))) {
    await transact(ctx, heldBack(transfer, addHours(ctx.now, BANK_HOURS)));
    return false;
  }
  return begun(ctx, transfer);
}

/** Drives one recorded operation to its end; throws while Stripe is silent, so that the queue tries again. */
export async function driveOperation(ctx: Ctx, id: Id): Promise<void> {
  const operation = await loadOperation(ctx, id);
  if (operation?.status !== "pending") return;
  if (operation.job_id === null) return refundWithoutJob(ctx, operation);
  if (operation.kind === "transfer" && !(await mayLeave(ctx, operation, operation.job_id))) return;
  try {
    await drive(ctx, operation, null);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A refusal of Stripe's is recorded: there is nobody here to tell. Silence is tried again.
    if (error.cause instanceof ProviderUnavailable) {
      if (operation.kind === "transfer") await tellPayoutWaits(ctx, operation.job_id);
      throw error.cause;
    }
  }
}

const operationPayload = z.object({ operation_id: z.string() });
const jobPayload = z.object({ job_id: z.string() });
const ownerPayload = z.object({ owner_id: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.driveOperation]: (ctx, payload) => driveOperation(ctx, operationPayload.parse(payload).operation_id),
  [TASK.jobTimer]: (ctx, payload) => elapse(ctx, jobPayload.parse(payload).job_id),
  [TASK.announceJob]: (ctx, payload) => announce(ctx, jobPayload.parse(payload).job_id),
  [TASK.payWaiting]: (ctx, payload) => payWaiting(ctx, ownerPayload.parse(payload).owner_id),
};
