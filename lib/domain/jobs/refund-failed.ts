import { formatEuros } from "@/lib/kernel/money";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { Conflict, insert, merge, transact } from "@/lib/platform/transact";
import { amountOf, loadOperation } from "../escrow";
import { refundFailed as booked } from "../ledger";
import { tellAdmins } from "../notifications";

/**
 * The buyer's bank sent a refund back: the money is here again and owed to the buyer. The administrators are told, who find another
 * way (decisions 6). Idempotent. "later": Stripe's answer to the refund itself has not been recorded yet.
 */
export async function refundFailed(ctx: Ctx, operationId: Id, refundId: string): Promise<"done" | "later"> {
  const operation = await loadOperation(ctx, operationId);
  if (operation?.kind !== "refund" || operation.status === "refused") return "done";
  if (operation.status === "pending") return "later";
  const amount = formatEuros(operation.amount_cents);
  const audit = insert("audit_log", {
    id: newId(ctx.now),
    actor: "system",
    action: "refund.failed",
    subject_type: "job",
    subject_id: operation.job_id ?? operation.id,
    details: { operation_id: operation.id, refund_id: refundId },
    created_at: ctx.now,
  });
  const told = tellAdmins({
    title: "A refund came back",
    paragraphs: [
      `The refund ${refundId} of ${amount} for job ${operation.job_id ?? "unknown"} failed at the bank. It is owed to the buyer.`,
    ],
    path: operation.job_id === null ? "/admin/money" : `/admin/jobs/${operation.job_id}`,
  });
  const ledger = [booked({ now: ctx.now, jobId: operation.job_id, operationId: operation.id }, amountOf(operation))];
  await transact(ctx, merge({ inserts: [audit], ledger }, told)).catch((error: unknown) => {
    // Stripe says it in several events; the first one counts.
    if (!(error instanceof Conflict)) throw error;
  });
  return "done";
}
