import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { audited, requireAdmin } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { askedAgain, loadOperation, type Operation } from "../escrow";
import { disputeTimer } from "./dispute";
import { loadJob } from "./store";

/**
 * What does an operation again, or null. What Stripe has not answered is asked again under its key. What it has refused stays
 * refused: the verb that wanted it has to be called anew, which for a final tier 1 ruling is ours to do.
 */
async function again(ctx: Ctx<AdminActor>, operation: Operation): Promise<Change | null> {
  if (operation.status === "pending") return askedAgain(operation);
  if (operation.status !== "refused" || operation.command !== "resolve" || operation.job_id === null) return null;
  const job = await loadJob(ctx.db, operation.job_id);
  if (job === null || job.open_dispute_id === null) return null;
  if (job.open_dispute_status !== "ruled" || job.pending_operation_id !== null) return null;
  if (job.dispute_review_deadline === null || job.dispute_review_deadline > ctx.now) return null;
  return { tasks: [disputeTimer(job.open_dispute_id, ctx.now)] };
}

/**
 * An operator has an operation at Stripe driven now instead of at its next turn. Throws `forbidden`, 404, and `nothing_to_retry`
 * where it is done, or was refused and something else has to come first.
 */
export async function retryOperation(ctx: Ctx<AdminActor>, id: Id): Promise<void> {
  requireAdmin(ctx);
  await untilSettled(async () => {
    const operation = await loadOperation(ctx, id);
    if (operation === null) throw notFound();
    const change = await again(ctx, operation);
    if (change === null) throw new Refusal("nothing_to_retry", { details: { status: operation.status } });
    const { kind, status, attempts, job_id } = operation;
    const details = { job_id, kind, status, attempts };
    const audit = audited(ctx, { action: "operation.retry", subjectType: "operation", subjectId: id, details });
    await transact(ctx, merge(change, audit));
  });
}
