import Stripe from "stripe";
import { fromEpochSeconds } from "@/lib/kernel/clock";
import { cents } from "@/lib/kernel/money";
import type { PaymentEvent } from "@/lib/ports/payments";
import { toConnectAccount } from "./accounts";
import { toCheckoutSession } from "./checkout";
import { toIdentitySession } from "./identity";
import { idOf } from "./ids";

/** What the application's endpoint subscribes to at Stripe: all that nobody hears of in an answer. */
export const SUBSCRIBED_EVENTS = [
  "account.updated",
  "charge.dispute.closed",
  "charge.dispute.created",
  "charge.dispute.funds_reinstated",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.updated",
  "checkout.session.async_payment_failed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.completed",
  "checkout.session.expired",
  "identity.verification_session.canceled",
  "identity.verification_session.processing",
  "identity.verification_session.requires_input",
  "identity.verification_session.verified",
  "payment_intent.canceled",
  "refund.failed",
  "refund.updated",
] as const satisfies readonly Stripe.Event.Type[];

/** Checks the signature (five minutes' tolerance by the wall clock) and reads the event; null when it does not hold. */
export function readEvent(stripe: Stripe, rawBody: string, signature: string, secret: string): PaymentEvent | null {
  try {
    return toPaymentEvent(stripe.webhooks.constructEvent(rawBody, signature, secret));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    throw error;
  }
}

/** By the kind of object the event carries: every type about it reads alike. */
export function toPaymentEvent(event: Stripe.Event): PaymentEvent {
  const common = { id: event.id, type: event.type, createdAt: fromEpochSeconds(event.created) };
  const { object } = event.data;
  switch (object.object) {
    case "account":
      return { ...common, kind: "account", account: toConnectAccount(object) };
    case "checkout.session":
      return { ...common, kind: "checkout", session: toCheckoutSession(object), metadata: object.metadata ?? {} };
    case "identity.verification_session":
      return { ...common, kind: "identity", session: toIdentitySession(object) };
    case "payment_intent":
      return {
        ...common,
        kind: "payment_intent",
        paymentIntentId: object.id,
        status: object.status,
        metadata: object.metadata,
      };
    case "dispute":
      return {
        ...common,
        kind: "chargeback",
        stripeDisputeId: object.id,
        chargeId: idOf(object.charge) ?? "",
        paymentIntentId: idOf(object.payment_intent),
        amount: cents(object.amount),
        status: object.status,
      };
    case "refund":
      return {
        ...common,
        kind: "refund",
        refundId: object.id,
        status: object.status ?? "unknown",
        metadata: object.metadata ?? {},
      };
    default:
      return { ...common, kind: "other" };
  }
}
