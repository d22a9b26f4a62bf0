import type Stripe from "stripe";
import type { Card, Payments, Refused } from "@/lib/ports/payments";
import { idOf, OPERATION_ID, OWNER_ID } from "./ids";
import { ask, askOrNull, askOrRefused, isRefused } from "./outcome";

type Cards = Pick<Payments, "createCustomer" | "createSetupIntent" | "getCard" | "attachCard" | "detachCard">;

export function cards(stripe: Stripe): Cards {
  return {
    createCustomer: async ({ operationId, ownerId, email }) => {
      const metadata = { [OPERATION_ID]: operationId, [OWNER_ID]: ownerId };
      const customer = await ask(() => stripe.customers.create({ email, metadata }, { idempotencyKey: operationId }));
      return customer.id;
    },
    createSetupIntent: async ({ operationId, customerId }) => {
      const metadata = { [OPERATION_ID]: operationId };
      const intent = await ask(() =>
        stripe.setupIntents.create(
          { customer: customerId, usage: "off_session", allowed_payment_method_types: ["card"], metadata },
          { idempotencyKey: operationId },
        ),
      );
      if (intent.client_secret === null) throw new Error(`${intent.id} has no client secret`);
      return { setupIntentId: intent.id, clientSecret: intent.client_secret };
    },
    getCard: (paymentMethodId) => getCard(stripe, paymentMethodId),
    attachCard: (request) => attachCard(stripe, request),
    detachCard: (paymentMethodId) => detachCard(stripe, paymentMethodId),
  };
}

async function getCard(stripe: Stripe, paymentMethodId: string): Promise<Card | null> {
  const method = await askOrNull(() => stripe.paymentMethods.retrieve(paymentMethodId));
  return method === null ? null : cardOf(method);
}

/** Null for a payment method that is no card: we take none of them. */
function cardOf(method: Stripe.PaymentMethod): Card | null {
  const { card } = method;
  if (card === undefined) return null;
  return {
    paymentMethodId: method.id,
    customerId: idOf(method.customer),
    brand: card.brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
    // Stripe gives cards a fingerprint always; one without it is like no other.
    fingerprint: card.fingerprint ?? method.id,
  };
}

async function attachCard(
  stripe: Stripe,
  { paymentMethodId, customerId }: { readonly paymentMethodId: string; readonly customerId: string },
): Promise<Card | Refused> {
  const known = await getCard(stripe, paymentMethodId);
  if (known?.customerId === customerId) return known;
  const method = await askOrRefused(() => stripe.paymentMethods.attach(paymentMethodId, { customer: customerId }));
  if (isRefused(method)) return method;
  return cardOf(method) ?? notACard();
}

function notACard(): Refused {
  return {
    status: "refused",
    code: "payment_method_unsupported",
    declineCode: null,
    message: "Only cards are accepted.",
    paymentIntentId: null,
  };
}

async function detachCard(stripe: Stripe, paymentMethodId: string): Promise<void> {
  const detached = await askOrRefused(() => stripe.paymentMethods.detach(paymentMethodId));
  if (!isRefused(detached)) return;
  const known = await getCard(stripe, paymentMethodId);
  if (known !== null && known.customerId !== null)
    throw new Error(`Stripe refused to detach a card: ${detached.message}`);
}
