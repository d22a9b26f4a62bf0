import type Stripe from "stripe";
import { invariant } from "@/lib/kernel/assert";
import { LIVEMODE } from "../constants";
import { newClientSecret, newStripeId } from "../ids";
import { idOf, type Stored } from "../model";
import { listStored, type ListOf } from "../pages";
import type { Call, Route } from "../routes";
import { testCard, type Decline } from "../test-cards";
import { declined, invalid, noSuch, refused } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";
import { captureCharge, holdSeconds, newCharge, releaseCharge } from "./charges";
import { existingCustomer } from "./customers";
import { chargeOf, latestCharge } from "./latest-charge";
import { attach, named, use } from "./payment-methods";

type Intent = Stored<"payment_intent">;

const MIN_AMOUNT = 50;
const MAX_AMOUNT = 99_999_999;
const CURRENCY = "eur";
const AUTHENTICATION_REQUIRED: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};
const AUTHENTICATION_FAILED: Decline = {
  code: "payment_intent_authentication_failure",
  declineCode: "authentication_not_handled",
  message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};
const CANCELLATION_REASONS = ["abandoned", "duplicate", "fraudulent", "requested_by_customer"] as const;
const CANCELABLE = ["requires_payment_method", "requires_capture", "requires_confirmation", "requires_action"];

/** An intent comes with its charges: one statement reads what any verb on it needs. */
const withCharges: NonNullable<Route["reads"]> = ({ id }) => ({ parents: [id] });

export const paymentIntentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/payment_intents",
    reads: ({ params }) => ({ ids: [params.text("customer"), params.text("payment_method")] }),
    run: async (work, { params }) => (await create(work, params)).data,
  },
  { method: "GET", path: "/v1/payment_intents", run: listIntents },
  {
    method: "GET",
    path: "/v1/payment_intents/:id",
    fromBrowser: true,
    run: async (work, call) => (await open(work, call)).data,
  },
  { method: "POST", path: "/v1/payment_intents/:id", run: update },
  {
    method: "POST",
    path: "/v1/payment_intents/:id/confirm",
    fromBrowser: true,
    reads: ({ id, params }) => ({ ids: [params.text("payment_method")], parents: [id] }),
    run: async (work, call) => (await confirm(work, await open(work, call), call.params)).data,
  },
  { method: "POST", path: "/v1/payment_intents/:id/capture", reads: withCharges, run: capture },
  { method: "POST", path: "/v1/payment_intents/:id/cancel", reads: withCharges, run: cancel },
];

async function open(work: Work, { id, params, publishable }: Call): Promise<Intent> {
  const intent = await work.get("payment_intent", id);
  if (publishable && params.text("client_secret") !== intent.data.client_secret) throw noSuch("payment_intent", id);
  await lapse(work, intent);
  return intent;
}

async function listIntents(work: Work, { params }: Call): Promise<ListOf<Stripe.PaymentIntent>> {
  const { objects, hasMore } = await listStored(work, "payment_intent", params, { customer: params.text("customer") });
  for (const intent of objects) await lapse(work, intent);
  return { object: "list", data: objects.map((intent) => intent.data), has_more: hasMore, url: "/v1/payment_intents" };
}

/** Cancels an authorization whose time is over, whether or not its timer has rung. */
export async function lapse(work: Work, intent: Intent): Promise<void> {
  const { captureBefore } = intent.internal;
  if (intent.data.status !== "requires_capture" || captureBefore === null || captureBefore > work.now) return;
  await release(work, intent, "automatic");
}

export async function create(work: Work, params: Params): Promise<Intent> {
  const offSession = offSessionOf(params);
  const confirmNow = params.flag("confirm");
  if (offSession && !confirmNow) {
    throw invalid("`off_session` may only be passed when `confirm` is true.", { param: "off_session" });
  }
  const customer = params.text("customer");
  if (customer !== null) await existingCustomer(work, customer, "customer");
  const method = params.text("payment_method");
  const intent = newIntent(work, {
    allowedTypes: params.texts("allowed_payment_method_types"),
    amount: amountOf(params),
    captureMethod: params.oneOf("capture_method", ["automatic", "automatic_async", "manual"]) ?? "automatic",
    customer,
    description: params.text("description"),
    metadata: params.metadata(),
    receiptEmail: params.text("receipt_email"),
    setupFutureUsage: params.oneOf("setup_future_usage", ["off_session", "on_session"]),
    transferGroup: params.text("transfer_group"),
  });
  if (method !== null) {
    intent.data.payment_method = (await use(work, method, "payment_method")).id;
    intent.data.status = "requires_confirmation";
  }
  work.emit("payment_intent.created", intent.data);
  return confirmNow ? confirm(work, intent, params) : intent;
}

function amountOf(params: Params): number {
  const amount = params.requiredInteger("amount");
  if (params.requiredText("currency").toLowerCase() !== CURRENCY) {
    throw invalid("The sandbox knows no currency but eur.", { param: "currency" });
  }
  if (amount < MIN_AMOUNT)
    throw invalid("Amount must be at least €0.50 eur", { code: "amount_too_small", param: "amount" });
  if (amount > MAX_AMOUNT)
    throw invalid("Amount must be no more than €999,999.99", { code: "amount_too_large", param: "amount" });
  return amount;
}

function offSessionOf(params: Params): boolean {
  const value = params.text("off_session");
  return value !== null && value !== "false";
}

export interface NewPaymentIntent {
  readonly allowedTypes: readonly string[];
  readonly amount: number;
  readonly captureMethod: Stripe.PaymentIntent.CaptureMethod;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly receiptEmail: string | null;
  readonly setupFutureUsage: Stripe.PaymentIntent.SetupFutureUsage | null;
  readonly transferGroup: string | null;
}

export function newIntent(work: Work, request: NewPaymentIntent): Intent {
  const id = newStripeId("pi");
  const data: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: request.allowedTypes.length === 0 ? null : [...request.allowedTypes],
    amount: request.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: request.captureMethod,
    client_secret: newClientSecret(id),
    confirmation_method: "automatic",
    created: work.now,
    currency: CURRENCY,
    customer: request.customer,
    customer_account: null,
    description: request.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: LIVEMODE,
    managed_payments: null,
    metadata: request.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: request.receiptEmail,
    review: null,
    setup_future_usage: request.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: request.transferGroup,
  };
  return work.insert("payment_intent", {
    id,
    customer: request.customer,
    transferGroup: request.transferGroup,
    data,
    internal: { captureBefore: null, offSession: false, returnUrl: null },
  });
}

function unexpectedState(intent: Intent, message: string): Error {
  return refused(message, { code: "payment_intent_unexpected_state", payment_intent: intent.data });
}

/** Charges the card the parameters or the intent name; asks for 3D Secure, or is declined, as the card says. */
export async function confirm(work: Work, intent: Intent, params: Params): Promise<Intent> {
  if (intent.data.status !== "requires_payment_method" && intent.data.status !== "requires_confirmation") {
    throw unexpectedState(
      intent,
      `You cannot confirm this PaymentIntent because it has already ${intent.data.status === "succeeded" ? "succeeded" : `reached the status ${intent.data.status}`}.`,
    );
  }
  const method = await chooseMethod(work, intent, params);
  intent.internal.offSession = offSessionOf(params);
  work.save(intent);
  const card = testCard(method.internal.card);
  if (needsAuthentication(method, intent.internal.offSession)) {
    if (intent.internal.offSession) throw fail(work, intent, method, AUTHENTICATION_REQUIRED);
    return askForAuthentication(work, intent, params.url("return_url"));
  }
  const decline = card.declinesAttach ?? card.declinesCharge;
  if (decline !== undefined) throw fail(work, intent, method, decline);
  return authorize(work, intent, method);
}

async function chooseMethod(work: Work, intent: Intent, params: Params): Promise<Stored<"payment_method">> {
  const method = (await named(work, params)) ?? (await work.find("payment_method", idOf(intent.data.payment_method)));
  if (method === null)
    throw unexpectedState(intent, "You cannot confirm this PaymentIntent because it's missing a payment method.");
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalid(
      `The PaymentMethod provided (${method.id}) belongs to the Customer ${method.customer}. To use this PaymentMethod you must supply the Customer in the 'customer' parameter.`,
      { param: "payment_method" },
    );
  }
  if (method.internal.detached) {
    throw invalid(
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment or was detached from a Customer, and may not be used again.",
      { param: "payment_method" },
    );
  }
  intent.data.payment_method = method.id;
  return method;
}

function needsAuthentication(method: Stored<"payment_method">, offSession: boolean): boolean {
  const authentication = testCard(method.internal.card).authentication ?? "never";
  switch (authentication) {
    case "never":
      return false;
    case "every_payment":
      return true;
    case "until_set_up":
      return !(offSession && method.internal.setUp);
    case "on_session":
      return !offSession;
  }
}

function askForAuthentication(work: Work, intent: Intent, returnUrl: string | null): Intent {
  const url = `${work.settings.publicBase}/authenticate/${intent.id}`;
  intent.data.status = "requires_action";
  intent.data.next_action =
    returnUrl === null
      ? { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } }
      : { type: "redirect_to_url", redirect_to_url: { url, return_url: returnUrl } };
  intent.internal.returnUrl = returnUrl;
  work.emit("payment_intent.requires_action", intent.data);
  return intent;
}

/** What the person did on the 3D Secure page. */
export async function authenticate(work: Work, intent: Intent, passed: boolean): Promise<Intent> {
  if (intent.data.status !== "requires_action") {
    throw unexpectedState(
      intent,
      `This PaymentIntent has a status of ${intent.data.status}; there is nothing to authenticate.`,
    );
  }
  const method = await work.find("payment_method", idOf(intent.data.payment_method));
  invariant(method !== null, "an intent waits for authentication without a payment method");
  work.save(intent);
  const decline = passed ? testCard(method.internal.card).declinesCharge : AUTHENTICATION_FAILED;
  if (decline !== undefined) throw fail(work, intent, method, decline);
  return authorize(work, intent, method);
}

/** The bank agrees: the money is held, and taken at once where the intent captures automatically. */
export function authorize(work: Work, intent: Intent, method: Stored<"payment_method">): Intent {
  const captureBefore = work.now + holdSeconds(method.data.card.brand, intent.internal.offSession);
  const charge = newCharge(work, { intent, method, failure: null, captureBefore });
  if (intent.data.setup_future_usage !== null && intent.customer !== null) {
    attach(work, method, intent.customer);
    method.internal.setUp = true;
    work.save(method);
  }
  intent.data.latest_charge = charge.id;
  intent.data.next_action = null;
  intent.data.last_payment_error = null;
  if (intent.data.capture_method !== "manual") {
    settle(work, intent, charge, intent.data.amount);
    return intent;
  }
  intent.data.status = "requires_capture";
  intent.data.amount_capturable = intent.data.amount;
  intent.internal.captureBefore = captureBefore;
  work.emit("payment_intent.amount_capturable_updated", intent.data);
  work.schedule(intent.id, captureBefore);
  return intent;
}

/** A failed attempt: a failed charge stays, and the intent waits for another card. */
export function fail(work: Work, intent: Intent, method: Stored<"payment_method">, decline: Decline): Error {
  const charge = newCharge(work, { intent, method, failure: decline, captureBefore: null });
  intent.data.latest_charge = charge.id;
  intent.data.status = "requires_payment_method";
  intent.data.payment_method = null;
  intent.data.next_action = null;
  intent.data.last_payment_error = {
    type: "card_error",
    charge: charge.id,
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    payment_method: method.data,
  };
  work.emit("payment_intent.payment_failed", intent.data);
  return declined(decline, { charge: charge.id, payment_intent: intent.data, payment_method: method.data });
}

function settle(work: Work, intent: Intent, charge: Stored<"charge">, amount: number): void {
  intent.data.status = "succeeded";
  intent.data.amount_received = amount;
  intent.data.amount_capturable = 0;
  intent.internal.captureBefore = null;
  captureCharge(work, charge, amount);
  work.emit("payment_intent.succeeded", intent.data);
}

async function capture(work: Work, call: Call): Promise<Stripe.PaymentIntent> {
  const intent = await open(work, call);
  if (intent.data.status !== "requires_capture") {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.data.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    );
  }
  const amount = call.params.amount("amount_to_capture") ?? intent.data.amount_capturable;
  if (amount > intent.data.amount_capturable) {
    throw invalid("The requested capture amount is greater than the amount you can capture for this charge.", {
      code: "amount_too_large",
      param: "amount_to_capture",
    });
  }
  intent.data.metadata = call.params.metadata(intent.data.metadata);
  settle(work, intent, await chargeOf(work, intent), amount);
  work.unschedule(intent.id);
  work.save(intent);
  return intent.data;
}

async function cancel(work: Work, call: Call): Promise<Stripe.PaymentIntent> {
  const intent = await open(work, call);
  const reason = call.params.oneOf("cancellation_reason", CANCELLATION_REASONS);
  if (!CANCELABLE.includes(intent.data.status)) {
    throw unexpectedState(
      intent,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.data.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(", ")}.`,
    );
  }
  if (intent.data.status === "requires_capture") work.unschedule(intent.id);
  await release(work, intent, reason);
  return intent.data;
}

async function release(
  work: Work,
  intent: Intent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Promise<void> {
  const charge = await latestCharge(work, intent);
  if (charge !== null && charge.data.paid && !charge.data.captured) {
    releaseCharge(work, charge, reason === "automatic" ? "expired" : "canceled");
  }
  intent.data.status = "canceled";
  intent.data.canceled_at = work.now;
  intent.data.cancellation_reason = reason;
  intent.data.amount_capturable = 0;
  intent.data.next_action = null;
  intent.internal.captureBefore = null;
  work.save(intent);
  work.emit("payment_intent.canceled", intent.data);
}

async function update(work: Work, call: Call): Promise<Stripe.PaymentIntent> {
  const intent = await open(work, call);
  intent.data.metadata = call.params.metadata(intent.data.metadata);
  if (call.params.has("description")) intent.data.description = call.params.text("description");
  work.save(intent);
  return intent.data;
}
