import type Stripe from "stripe";
import { cents, CURRENCY } from "@/lib/kernel/money";
import type { CheckoutRequest, CheckoutSession, Payments } from "@/lib/ports/payments";
import { idOf, OPERATION_ID } from "./ids";
import { ask, askOrNull } from "./outcome";

export function checkout(stripe: Stripe): Pick<Payments, "createCheckout" | "getCheckout"> {
  return {
    createCheckout: async (request) => toCheckoutSession(await ask(() => create(stripe, request))),
    getCheckout: async (sessionId) => {
      const session = await askOrNull(() => stripe.checkout.sessions.retrieve(sessionId));
      return session === null ? null : toCheckoutSession(session);
    },
  };
}

function create(stripe: Stripe, request: CheckoutRequest): Promise<Stripe.Checkout.Session> {
  const metadata = { ...request.metadata, [OPERATION_ID]: request.operationId };
  return stripe.checkout.sessions.create(
    {
      mode: "payment",
      allowed_payment_method_types: ["card"],
      customer_email: request.email,
      line_items: [
        {
          quantity: 1,
          price_data: { currency: CURRENCY, unit_amount: request.amount, product_data: { name: request.description } },
        },
      ],
      metadata,
      payment_intent_data: { description: request.description, metadata },
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
    },
    { idempotencyKey: request.operationId },
  );
}

export function toCheckoutSession(session: Stripe.Checkout.Session): CheckoutSession {
  return {
    sessionId: session.id,
    url: session.url,
    status: statusOf(session),
    paid: session.payment_status === "paid" || session.payment_status === "no_payment_required",
    paymentIntentId: idOf(session.payment_intent),
    amount: cents(session.amount_total ?? 0),
  };
}

function statusOf(session: Stripe.Checkout.Session): CheckoutSession["status"] {
  switch (session.status) {
    case "complete":
      return "complete";
    case "expired":
      return "expired";
    default:
      return "open";
  }
}
