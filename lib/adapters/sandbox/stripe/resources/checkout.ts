import type Stripe from "stripe";
import { invariant } from "@/lib/kernel/assert";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import { idOf, type Stored } from "../model";
import { list } from "../pages";
import type { Call, Route } from "../routes";
import { testCard } from "../test-cards";
import { invalid, missingParam, refused } from "../wire/failures";
import { Params } from "../wire/params";
import type { Work } from "../work";
import { existingCustomer } from "./customers";
import { authorize, fail, newIntent as newPaymentIntent } from "./payment-intents";
import { use } from "./payment-methods";
import { authenticate, confirm, newIntent as newSetupIntent } from "./setup-intents";

type Session = Stored<"checkout.session">;

const DAY = 86_400;
const MIN_OPEN = 1_800;

export const checkoutRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/checkout/sessions",
    reads: ({ params }) => ({ ids: [params.text("customer")] }),
    run: create,
  },
  {
    method: "GET",
    path: "/v1/checkout/sessions",
    run: (work, { params }) =>
      list(work, "checkout.session", params, "/v1/checkout/sessions", {
        customer: params.text("customer"),
        fields: { payment_intent: params.text("payment_intent"), status: params.text("status") },
      }),
  },
  { method: "GET", path: "/v1/checkout/sessions/:id", run: async (work, { id }) => (await openSession(work, id)).data },
  {
    method: "POST",
    path: "/v1/checkout/sessions/:id/expire",
    run: async (work, { id }) => {
      const session = await openSession(work, id);
      requireOpen(session);
      expire(work, session);
      work.unschedule(id);
      return session.data;
    },
  },
];

/** The session as it is now: one whose time is over has expired, whether or not its timer has rung. */
export async function openSession(work: Work, id: string): Promise<Session> {
  const session = await work.get("checkout.session", id);
  lapseSession(work, session);
  return session;
}

export function lapseSession(work: Work, session: Session): void {
  if (session.data.status === "open" && session.data.expires_at <= work.now) expire(work, session);
}

function expire(work: Work, session: Session): void {
  session.data.status = "expired";
  session.data.url = null;
  work.save(session);
  work.emit("checkout.session.expired", session.data);
}

function requireOpen(session: Session): void {
  if (session.data.status !== "open") {
    throw refused('Only Checkout Sessions with a status in ["open"] can be changed.', {
      code: "checkout_session_not_open",
    });
  }
}

async function create(work: Work, { params }: Call): Promise<Stripe.Checkout.Session> {
  const mode = params.oneOf("mode", ["payment", "setup"]);
  if (mode === null) throw missingParam("mode");
  const customer = params.text("customer");
  if (customer !== null) await existingCustomer(work, customer, "customer");
  const id = newStripeId("cs_test", 58);
  const total = mode === "payment" ? totalOf(params) : null;
  const intent = params.child(mode === "payment" ? "payment_intent_data" : "setup_intent_data");
  const setup = mode === "setup" ? setupIntentFor(work, customer, intent) : null;
  const data = newSession(work, params, { id, mode, customer, total, setupIntent: setup?.id ?? null });
  work.insert("checkout.session", {
    id,
    customer,
    data,
    internal: {
      description: params.children("line_items")[0]?.child("price_data")?.child("product_data")?.text("name") ?? null,
      intentDescription: intent?.text("description") ?? null,
      intentMetadata: intent?.metadata() ?? {},
      transferGroup: intent?.text("transfer_group") ?? null,
    },
  });
  work.schedule(id, data.expires_at);
  return data;
}

function setupIntentFor(work: Work, customer: string | null, intent: Params | null): Stored<"setup_intent"> {
  return newSetupIntent(work, {
    allowedTypes: [],
    customer,
    description: intent?.text("description") ?? null,
    metadata: intent?.metadata() ?? {},
    usage: "off_session",
  });
}

function totalOf(params: Params): number {
  const items = params.children("line_items");
  if (items.length === 0) throw missingParam("line_items");
  return items.reduce((total, item) => {
    const price = item.child("price_data");
    if (price === null)
      throw invalid("The sandbox's Checkout takes line items with price_data alone.", { param: "line_items" });
    if (price.requiredText("currency").toLowerCase() !== "eur")
      throw invalid("The sandbox knows no currency but eur.", { param: "line_items" });
    return total + price.requiredInteger("unit_amount") * (item.integer("quantity") ?? 1);
  }, 0);
}

function expiryOf(work: Work, params: Params): number {
  const asked = params.integer("expires_at");
  if (asked !== null && (asked < work.now + MIN_OPEN || asked > work.now + DAY)) {
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      {
        param: "expires_at",
      },
    );
  }
  return asked ?? work.now + DAY;
}

interface SessionDetails {
  readonly id: string;
  readonly mode: "payment" | "setup";
  readonly customer: string | null;
  readonly total: number | null;
  readonly setupIntent: string | null;
}

function newSession(work: Work, params: Params, details: SessionDetails): Stripe.Checkout.Session {
  const { id, mode, customer, total, setupIntent } = details;
  const successUrl = params.url("success_url");
  if (successUrl === null) throw missingParam("success_url");
  const allowedTypes = params.texts("allowed_payment_method_types");
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: mode === "payment" ? { enabled: false } : null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: allowedTypes.length === 0 ? null : [...allowedTypes],
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.url("cancel_url"),
    client_reference_id: params.text("client_reference_id"),
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: work.now,
    currency: mode === "payment" ? "eur" : (params.text("currency") ?? null),
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer,
    customer_account: null,
    customer_creation: mode === "payment" ? "if_required" : null,
    customer_details: null,
    customer_email: params.text("customer_email"),
    discounts: null,
    expires_at: expiryOf(work, params),
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: LIVEMODE,
    locale: null,
    managed_payments: null,
    metadata: params.metadata(),
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: mode === "payment" ? "unpaid" : "no_payment_required",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: setupIntent,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: successUrl,
    total_details: total === null ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${work.settings.publicBase}/checkout/${id}`,
    wallet_options: null,
  };
}

/** The person paid, or saved the card, on the hosted page. A declined card leaves the session open. */
export async function completeSession(work: Work, session: Session, card: string): Promise<void> {
  requireOpen(session);
  const email = session.data.customer_email;
  if (session.data.mode === "setup") await saveCard(work, session, card);
  else await pay(work, session, card);
  session.data.customer_details = {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
  session.data.status = "complete";
  session.data.url = null;
  work.save(session);
  work.unschedule(session.id);
  work.emit("checkout.session.completed", session.data);
}

async function saveCard(work: Work, session: Session, card: string): Promise<void> {
  const intent = await work.find("setup_intent", idOf(session.data.setup_intent));
  invariant(intent !== null, `${session.id} has no setup intent`);
  await confirm(work, intent, new Params({ payment_method: card }));
  // The page asks for 3D Secure itself, where the bank wants it.
  if (intent.data.status === "requires_action") await authenticate(work, intent, true);
}

async function pay(work: Work, session: Session, card: string): Promise<void> {
  const intent = newPaymentIntent(work, {
    allowedTypes: [],
    amount: session.data.amount_total ?? 0,
    captureMethod: "automatic",
    customer: session.customer,
    description: session.internal.intentDescription,
    metadata: { ...session.internal.intentMetadata },
    receiptEmail: session.data.customer_email,
    setupFutureUsage: null,
    transferGroup: session.internal.transferGroup,
  });
  const method = await use(work, card, "payment_method");
  intent.data.payment_method = method.id;
  work.emit("payment_intent.created", intent.data);
  const behaviour = testCard(method.internal.card);
  const decline = behaviour.declinesAttach ?? behaviour.declinesCharge;
  if (decline !== undefined) throw fail(work, intent, method, decline);
  authorize(work, intent, method);
  session.data.payment_intent = intent.id;
  session.data.payment_status = "paid";
}
