import type Stripe from "stripe";
import { invariant } from "@/lib/kernel/assert";
import { LIVEMODE } from "../constants";
import { newClientSecret, newStripeId } from "../ids";
import { idOf, type Stored } from "../model";
import { list } from "../pages";
import type { Call, Route } from "../routes";
import { testCard, type Decline } from "../test-cards";
import { declined, noSuch, refused } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";
import { existingCustomer } from "./customers";
import { attach, named, use } from "./payment-methods";

type Intent = Stored<"setup_intent">;

export const setupIntentRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/setup_intents", run: async (work, { params }) => (await create(work, params)).data },
  {
    method: "GET",
    path: "/v1/setup_intents",
    run: (work, { params }) =>
      list(work, "setup_intent", params, "/v1/setup_intents", {
        customer: params.text("customer"),
        fields: { payment_method: params.text("payment_method") },
      }),
  },
  {
    method: "GET",
    path: "/v1/setup_intents/:id",
    fromBrowser: true,
    run: async (work, call) => (await open(work, call)).data,
  },
  {
    method: "POST",
    path: "/v1/setup_intents/:id/confirm",
    fromBrowser: true,
    reads: ({ params }) => ({ ids: [params.text("payment_method")] }),
    run: async (work, call) => {
      const intent = await confirm(work, await open(work, call), call.params);
      return (call.publishable ? await asStripeJs(work, intent) : intent).data;
    },
  },
  { method: "POST", path: "/v1/setup_intents/:id/cancel", run: cancel },
];

async function open(work: Work, { id, params, publishable }: Call): Promise<Intent> {
  const intent = await work.get("setup_intent", id);
  if (publishable && params.text("client_secret") !== intent.data.client_secret) throw noSuch("setup_intent", id);
  return intent;
}

export async function create(work: Work, params: Params): Promise<Intent> {
  const customer = params.text("customer");
  if (customer !== null) await existingCustomer(work, customer, "customer");
  const method = params.text("payment_method");
  const intent = newIntent(work, {
    allowedTypes: params.texts("allowed_payment_method_types"),
    customer,
    description: params.text("description"),
    metadata: params.metadata(),
    usage: params.oneOf("usage", ["off_session", "on_session"]) ?? "off_session",
  });
  if (method !== null) {
    intent.data.payment_method = (await use(work, method, "payment_method")).id;
    intent.data.status = "requires_confirmation";
  }
  work.emit("setup_intent.created", intent.data);
  return params.flag("confirm") ? confirm(work, intent, params) : intent;
}

export interface NewSetupIntent {
  readonly allowedTypes: readonly string[];
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly usage: string;
}

export function newIntent(work: Work, request: NewSetupIntent): Intent {
  const id = newStripeId("seti");
  const data: Stripe.SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: request.allowedTypes.length === 0 ? null : [...request.allowedTypes],
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: work.now,
    customer: request.customer,
    customer_account: null,
    description: request.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: LIVEMODE,
    mandate: null,
    metadata: request.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: request.usage,
  };
  return work.insert("setup_intent", { id, customer: request.customer, data, internal: { returnUrl: null } });
}

/** Saves the card the parameters name, or asks for 3D Secure first where the card's bank wants it. */
export async function confirm(work: Work, intent: Intent, params: Params): Promise<Intent> {
  requireStatus(intent, ["requires_payment_method", "requires_confirmation", "requires_action"]);
  const chosen = await named(work, params);
  if (chosen !== null) intent.data.payment_method = chosen.id;
  const method = await work.find("payment_method", idOf(intent.data.payment_method));
  if (method === null) {
    throw refused("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: "setup_intent_unexpected_state",
      setup_intent: intent.data,
    });
  }
  work.save(intent);
  const card = testCard(method.internal.card);
  if (card.declinesAttach !== undefined) throw fail(work, intent, method, card.declinesAttach);
  if (card.authentication === "every_payment" || card.authentication === "until_set_up") {
    return askForAuthentication(work, intent, params.url("return_url"));
  }
  return succeed(work, intent, method);
}

/**
 * Stripe.js answers only when the bank's window is closed again. Nobody sits before it here, so that the cardholder passes at once:
 * the card is saved, and asks for authentication again at its first payment off-session.
 */
const asStripeJs = async (work: Work, intent: Intent): Promise<Intent> =>
  intent.data.status === "requires_action" ? authenticate(work, intent, true) : intent;

function requireStatus(intent: Intent, allowed: readonly Stripe.SetupIntent.Status[]): void {
  if (allowed.includes(intent.data.status)) return;
  throw refused(
    `You cannot perform this action on this SetupIntent because it has a status of ${intent.data.status}.`,
    {
      code: "setup_intent_unexpected_state",
      setup_intent: intent.data,
    },
  );
}

function askForAuthentication(work: Work, intent: Intent, returnUrl: string | null): Intent {
  const url = `${work.settings.publicBase}/authenticate/${intent.id}`;
  intent.data.status = "requires_action";
  intent.data.next_action =
    returnUrl === null
      ? { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } }
      : { type: "redirect_to_url", redirect_to_url: { url, return_url: returnUrl } };
  intent.internal.returnUrl = returnUrl;
  work.emit("setup_intent.requires_action", intent.data);
  return intent;
}

function succeed(work: Work, intent: Intent, method: Stored<"payment_method">): Intent {
  if (intent.customer !== null) attach(work, method, intent.customer);
  method.internal.setUp = true;
  work.save(method);
  intent.data.status = "succeeded";
  intent.data.next_action = null;
  intent.data.last_setup_error = null;
  work.emit("setup_intent.succeeded", intent.data);
  return intent;
}

function fail(work: Work, intent: Intent, method: Stored<"payment_method">, decline: Decline): Error {
  intent.data.status = "requires_payment_method";
  intent.data.payment_method = null;
  intent.data.next_action = null;
  intent.data.last_setup_error = {
    type: "card_error",
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    payment_method: method.data,
  };
  work.emit("setup_intent.setup_failed", intent.data);
  return declined(decline, { setup_intent: intent.data, payment_method: method.data });
}

/** What the person did on the 3D Secure page. */
export async function authenticate(work: Work, intent: Intent, passed: boolean): Promise<Intent> {
  requireStatus(intent, ["requires_action"]);
  const method = await work.find("payment_method", idOf(intent.data.payment_method));
  invariant(method !== null, "an intent waits for authentication without a payment method");
  work.save(intent);
  if (passed) return succeed(work, intent, method);
  throw fail(work, intent, method, {
    code: "setup_intent_authentication_failure",
    declineCode: "authentication_required",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  });
}

async function cancel(work: Work, { id, params }: Call): Promise<Stripe.SetupIntent> {
  const intent = await work.get("setup_intent", id);
  requireStatus(intent, ["requires_payment_method", "requires_confirmation", "requires_action"]);
  intent.data.status = "canceled";
  intent.data.next_action = null;
  intent.data.cancellation_reason = params.oneOf("cancellation_reason", [
    "abandoned",
    "duplicate",
    "requested_by_customer",
  ]);
  work.save(intent);
  work.emit("setup_intent.canceled", intent.data);
  return intent.data;
}
