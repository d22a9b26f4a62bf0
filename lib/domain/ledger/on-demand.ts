import { Refusal } from "@/lib/kernel/errors";
import { addDays, addMs } from "@/lib/kernel/clock";
import { audited, requireAdmin } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { transact } from "@/lib/platform/transact";
import { reconcile, type Reconciliation } from "./reconcile";

/** A person waits for the answer; `npm run reconcile` takes longer spans. */
const MOST_DAYS = 31;
/** How many differences the audit row keeps. */
const KEPT = 20;

/**
 * An operator compares the ledger with Stripe, for today and the days before. Throws `forbidden`, 422 for a span of no or too
 * many days, `ProviderUnavailable` while Stripe is silent.
 */
export async function reconcileNow(ctx: Ctx<AdminActor>, days: number): Promise<Reconciliation> {
  requireAdmin(ctx);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new Refusal("invalid_request", { message: `From 1 to ${MOST_DAYS} days can be compared.`, param: "days" });
  const found = await reconcile(ctx, { from: addDays(ctx.now, 1 - days), to: addMs(ctx.now, 1) });
  const { differences } = found;
  const details = { days, differences: differences.length, first: differences.slice(0, KEPT) };
  const subjectId = found.from.toISOString().slice(0, 10);
  await transact(ctx, audited(ctx, { action: "reconcile", subjectType: "ledger", subjectId, details }));
  return found;
}
