import { formatEuros } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { Conflict, merge, transact, type Change } from "@/lib/platform/transact";
import { ProviderUnavailable } from "@/lib/ports/payments";
import { amountOf, answered, noteUnanswered, perform, type Operation, type Outcome } from "../escrow";
import { refunded } from "../ledger";
import { tellAdmins } from "../notifications";

function consequence(ctx: Ctx, operation: Operation, outcome: Outcome): Change {
  const amount = amountOf(operation);
  if (outcome.status !== "refused")
    return { ledger: [refunded({ now: ctx.now, jobId: null, operationId: operation.id }, amount)] };
  const said = `Stripe refused to refund ${formatEuros(amount)} that belong to no job (operation ${operation.id}): ${outcome.message}`;
  return tellAdmins({ title: "A refund was refused", paragraphs: [said], path: "/admin/money" });
}

/**
 * Refunds what was paid for nothing and belongs to no job: an activation fee. Nothing waits for the answer, which is booked once.
 * Throws `ProviderUnavailable` while Stripe is silent, so that the queue tries again.
 */
export async function refundWithoutJob(ctx: Ctx, operation: Operation): Promise<void> {
  const outcome = await perform(ctx, operation).catch(async (error: unknown) => {
    if (error instanceof ProviderUnavailable) await noteUnanswered(ctx, operation, error.message);
    throw error;
  });
  const change = merge(answered(ctx, operation, outcome), consequence(ctx, operation, outcome));
  await transact(ctx, change).catch((error: unknown) => {
    // Another run of the same operation was faster with the same answer.
    if (!(error instanceof Conflict)) throw error;
  });
}
