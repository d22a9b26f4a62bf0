import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { ask } from "./ask";
import { holdRequest, spending, type PayingCard } from "./money";
import { requireRule } from "./policy";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

/** The owner's default card. Throws `payment_method_required` when none is saved. */
export async function payingCard(ctx: Ctx<AgentActor>): Promise<PayingCard> {
  const [row] = await ctx.db.query<{ customer_id: string | null; payment_method_id: string }>(
    `SELECT o.stripe_customer_id AS customer_id, c.payment_method_id FROM cards c JOIN owners o ON o.id = c.owner_id
     WHERE c.owner_id = $1 AND c.is_default`,
    [ctx.actor.ownerId],
    "paying-card",
  );
  if (row?.customer_id === undefined || row.customer_id === null) throw new Refusal("payment_method_required");
  return { customerId: row.customer_id, paymentMethodId: row.payment_method_id };
}

/** Tries again to hold the money of a direct job whose card was refused (decisions 4, ext). */
export async function fund(ctx: Ctx<AgentActor>, id: Id): Promise<JobFacts> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "fund", ctx.actor, ["buyer"]);
    const card = await payingCard(ctx);
    const amount = cents(job.amount_cents);
    const month = spending(ctx, job, amount);
    return ask(ctx, job, {
      request: holdRequest(job, card, amount),
      amount,
      command: "fund",
      extra: month.change,
      spendMonth: month.month,
    });
  });
}
