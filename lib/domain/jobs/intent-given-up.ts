import { cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import type { Change } from "@/lib/platform/transact";
import { plan } from "../escrow";
import type { JobFacts } from "./types";

/**
 * Cancels at Stripe, in the background, the payment intent of a job whose card was refused: nothing is held by it, and nobody
 * will pay by it any more (decisions 4). Nothing to do where the card was never tried. Pure.
 */
export function intentGivenUp(ctx: Pick<Ctx, "now">, job: JobFacts): Change {
  if (job.payment_intent_id === null) return {};
  return plan(ctx, {
    request: { kind: "void", paymentIntentId: job.payment_intent_id },
    jobId: job.id,
    ownerId: job.buyer_owner_id,
    amount: cents(job.amount_cents),
    // No money was ever booked for it.
    context: { booked: true },
    runAt: ctx.now,
  }).change;
}
