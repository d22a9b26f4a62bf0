import { createHash } from "node:crypto";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import type { CardPaymentMethod, Stored } from "../model";
import { list } from "../pages";
import type { Route } from "../routes";
import { isTestCardName, testCard, testCardOfNumber, testCardOfToken, type TestCardName } from "../test-cards";
import { declined, invalid, noSuch, refused, StripeFailure } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";

const FINGERPRINT_LENGTH = 16;
const EXPIRY = { exp_month: 12, exp_year: 2034 };

export const paymentMethodRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/payment_methods", fromBrowser: true, run: create },
  {
    method: "GET",
    path: "/v1/payment_methods",
    run: (work, { params }) => {
      const customer = params.requiredText("customer");
      return list(work, "payment_method", params, "/v1/payment_methods", { customer });
    },
  },
  { method: "GET", path: "/v1/payment_methods/:id", run: async (work, { id }) => (await use(work, id)).data },
  { method: "POST", path: "/v1/payment_methods/:id", run: update },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/attach",
    reads: ({ params }) => ({ ids: [params.text("customer")] }),
    run: attachTo,
  },
  { method: "POST", path: "/v1/payment_methods/:id/detach", run: detach },
];

/** A payment method by its id, or a new one where `reference` names one of Stripe's test cards. */
export async function use(work: Work, reference: string, param?: string): Promise<Stored<"payment_method">> {
  if (isTestCardName(reference)) return newPaymentMethod(work, reference);
  const method = await work.find("payment_method", reference);
  if (method === null) throw noSuch("PaymentMethod", reference, param);
  return method;
}

/** The payment method a confirmation names, by id or by its card's data; null where it names none. */
export async function named(work: Work, params: Params): Promise<Stored<"payment_method"> | null> {
  const reference = params.text("payment_method");
  if (reference !== null) return use(work, reference, "payment_method");
  const data = params.child("payment_method_data");
  return data === null ? null : newPaymentMethod(work, cardOf(data), data.metadata());
}

function create(work: Work, { params }: { readonly params: Params }): Promise<CardPaymentMethod> {
  return Promise.resolve(newPaymentMethod(work, cardOf(params), params.metadata()).data);
}

function cardOf(params: Params): TestCardName {
  const card = params.child("card");
  const number = card?.text("number") ?? null;
  const token = card?.text("token") ?? null;
  if (number === null && token === null)
    throw invalid("Missing required param: card.", { code: "parameter_missing", param: "card" });
  const name = number === null ? testCardOfToken(token ?? "") : testCardOfNumber(number);
  if (name === null) {
    throw new StripeFailure(402, "validation", {
      type: "card_error",
      message: "Your card number is incorrect.",
      code: "incorrect_number",
      param: "number",
    });
  }
  return name;
}

/** `metadata[sandbox_fingerprint]` makes strangers share one card, to try the rules on shared cards (decisions 12). */
function newPaymentMethod(
  work: Work,
  name: TestCardName,
  metadata: Record<string, string> = {},
): Stored<"payment_method"> {
  const id = newStripeId("pm");
  const card = testCard(name);
  const data: CardPaymentMethod = {
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: null,
      name: null,
      phone: null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      ...EXPIRY,
      fingerprint: metadata.sandbox_fingerprint ?? fingerprint(id, card.number),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: work.now,
    customer: null,
    customer_account: null,
    livemode: LIVEMODE,
    metadata,
    type: "card",
  };
  return work.insert("payment_method", { id, data, internal: { card: name, setUp: false, detached: false } });
}

/** Test cards are few, so a card counts as the same one only when one customer saves it twice (decisions 12). */
function fingerprint(owner: string, number: string): string {
  return createHash("sha256")
    .update(`${owner}:${number}`)
    .digest("base64url")
    .replace(/[-_]/g, "0")
    .slice(0, FINGERPRINT_LENGTH);
}

/** Saves the card with the customer; a card that is already theirs stays as it is. */
export function attach(work: Work, method: Stored<"payment_method">, customer: string): void {
  if (method.customer === customer) return;
  if (method.customer !== null) {
    throw refused("The payment method you provided has already been attached to a customer.");
  }
  if (method.internal.detached) {
    throw refused(
      "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.",
    );
  }
  const card = testCard(method.internal.card);
  if (card.declinesAttach !== undefined) throw declined(card.declinesAttach, { payment_method: method.data });
  method.customer = customer;
  method.data.customer = customer;
  if (method.data.metadata?.sandbox_fingerprint === undefined) {
    method.data.card.fingerprint = fingerprint(customer, card.number);
  }
  work.save(method);
  work.emit("payment_method.attached", method.data);
}

async function attachTo(
  work: Work,
  { id, params }: { readonly id: string; readonly params: Params },
): Promise<CardPaymentMethod> {
  const customer = await work.get("customer", params.requiredText("customer"), "customer");
  if (customer.internal.deleted) throw noSuch("customer", customer.id, "customer");
  const method = await use(work, id);
  attach(work, method, customer.id);
  return method.data;
}

async function detach(work: Work, { id }: { readonly id: string }): Promise<CardPaymentMethod> {
  const method = await work.get("payment_method", id);
  if (method.customer === null) {
    throw refused("The payment method you provided is not attached to a customer so detachment is impossible.");
  }
  method.customer = null;
  method.data.customer = null;
  method.internal.detached = true;
  work.save(method);
  work.emit("payment_method.detached", method.data);
  return method.data;
}

async function update(
  work: Work,
  { id, params }: { readonly id: string; readonly params: Params },
): Promise<CardPaymentMethod> {
  const method = await work.get("payment_method", id);
  method.data.metadata = params.metadata(method.data.metadata ?? {});
  work.save(method);
  work.emit("payment_method.updated", method.data);
  return method.data;
}
