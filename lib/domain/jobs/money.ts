import { invariant } from "@/lib/kernel/assert";
import { monthStart } from "@/lib/kernel/clock";
import { cents, type Cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import type { Change } from "@/lib/platform/transact";
import type { Request } from "../escrow";
import type { JobFacts } from "./types";

/** The owner's default card, as a hold needs it. */
export interface PayingCard {
  readonly customerId: string;
  readonly paymentMethodId: string;
}

export function holdRequest(job: JobFacts, card: PayingCard, amount: Cents): Request {
  return { kind: "hold", jobId: job.id, customerId: card.customerId, paymentMethodId: card.paymentMethodId, amount };
}

export function intentRequest(job: JobFacts, kind: "capture" | "void"): Request {
  invariant(job.payment_intent_id !== null, "a hold has a payment intent");
  return { kind, paymentIntentId: job.payment_intent_id };
}

export function refundRequest(job: JobFacts, amount: Cents): Request {
  invariant(job.payment_intent_id !== null, "captured money has a payment intent");
  return { kind: "refund", jobId: job.id, paymentIntentId: job.payment_intent_id, amount };
}

/** Counts a hold against the buyer's month; the guard refuses what the limit does not cover (decisions 3). */
export function spending(
  ctx: Pick<Ctx, "now">,
  job: JobFacts,
  amount: Cents,
): { readonly month: Date; readonly change: Change } {
  const month = monthStart(ctx.now);
  return { month, change: { guards: [{ kind: "spending", agent_id: job.buyer_agent_id, month, cents: amount }] } };
}

/** Gives an amount back to the buyer's month. */
export function unspend(job: JobFacts, amount: number): Change {
  if (job.spend_month === null || amount === 0) return {};
  return { unspend: [{ agent_id: job.buyer_agent_id, month: job.spend_month, cents: cents(amount) }] };
}
