import { perform } from "./engine";
import { idOf, type Stored } from "./model";
import { completeOnboarding } from "./resources/accounts";
import { completeSession, openSession } from "./resources/checkout";
import { decideIdentity } from "./resources/identity";
import { authenticate as authenticatePayment, lapse } from "./resources/payment-intents";
import { authenticate as authenticateSetup, confirm as confirmSetup } from "./resources/setup-intents";
import type { Store } from "./store";
import { isTestCardName, testCardOfNumber } from "./test-cards";
import { refused, StripeFailure } from "./wire/failures";
import { Params } from "./wire/params";
import type { Work, WorkSettings } from "./work";

/** The pages a person can be sent to; the names are the first segment of their paths. */
export const HOSTED_PAGES = ["authenticate", "checkout", "express", "identity", "onboarding", "setup"] as const;
export type HostedPageName = (typeof HOSTED_PAGES)[number];

/** What a page shows. `closed` says in `reason` why nothing can be done any more. */
export type HostedPage =
  | { readonly kind: "checkout"; readonly title: string; readonly amount: number; readonly email: string | null; readonly cancelUrl: string | null }
  | { readonly kind: "card"; readonly email: string | null; readonly cancelUrl: string | null }
  | { readonly kind: "onboarding"; readonly email: string | null; readonly cancelUrl: string }
  | { readonly kind: "identity"; readonly lastError: string | null; readonly cancelUrl: string | null }
  | { readonly kind: "authentication"; readonly amount: number | null }
  | { readonly kind: "account"; readonly accountId: string; readonly email: string | null; readonly ready: boolean }
  | { readonly kind: "closed"; readonly reason: string; readonly nextUrl: string | null };

/** What the person does there. Each page takes what it needs and has a sensible default for the rest. */
export interface HostedChoice {
  /** A test card's name or number (checkout, card). Default: the Visa card that works. */
  readonly card?: string;
  /** Whether the check succeeds (identity, authentication). Default: it does. */
  readonly passed?: boolean;
  /** What a page opened without a session needs: where to go afterwards (card). */
  readonly returnUrl?: string;
}

export interface HostedResult {
  /** Where the browser goes next; null where the page has nowhere to go. */
  readonly nextUrl: string | null;
  readonly status: string;
  readonly id: string;
}

const DEFAULT_CARD = "pm_card_visa";

/** What Stripe hosts for us: read for showing, completed by the person or by the sandbox's `/complete` control. */
export interface HostedPages {
  /** Null when there is no such page. */
  show(page: HostedPageName, id: string): Promise<HostedPage | null>;
  /** Throws `StripeFailure` when Stripe would show an error instead (a declined card, a used link). */
  complete(page: HostedPageName, id: string, choice: HostedChoice): Promise<HostedResult>;
}

export function hostedPages(store: Store, settings: WorkSettings): HostedPages {
  return {
    show: async (page, id) => (await perform(store, settings, async (work) => ({ shown: await show(work, page, id) }))).shown,
    complete: (page, id, choice) => perform(store, settings, (work) => complete(work, page, id, choice)),
  };
}

async function show(work: Work, page: HostedPageName, id: string): Promise<HostedPage | null> {
  switch (page) {
    case "checkout":
      return showCheckout(work, id);
    case "setup":
      return showSetup(work, id);
    case "onboarding":
      return showOnboarding(work, id);
    case "identity":
      return showIdentity(work, id);
    case "authenticate":
      return showAuthentication(work, id);
    case "express": {
      const account = await work.find("account", id);
      if (account === null) return null;
      return { kind: "account", accountId: id, email: account.data.email, ready: account.data.payouts_enabled };
    }
  }
}

function complete(work: Work, page: HostedPageName, id: string, choice: HostedChoice): Promise<HostedResult> {
  switch (page) {
    case "checkout":
      return completeCheckout(work, id, choice);
    case "setup":
      return completeSetup(work, id, choice);
    case "onboarding":
      return finishOnboarding(work, id);
    case "identity":
      return finishIdentity(work, id, choice);
    case "authenticate":
      return finishAuthentication(work, id, choice);
    case "express":
      throw refused("There is nothing to complete on this page.");
  }
}

async function showCheckout(work: Work, id: string): Promise<HostedPage | null> {
  if ((await work.find("checkout.session", id)) === null) return null;
  const { data, internal } = await openSession(work, id);
  if (data.status === "complete") return { kind: "closed", reason: "This Checkout has been completed.", nextUrl: successUrlOf(data) };
  if (data.status === "expired") return { kind: "closed", reason: "This Checkout has expired.", nextUrl: data.cancel_url };
  const common = { email: data.customer_email, cancelUrl: data.cancel_url };
  if (data.mode === "setup") return { kind: "card", ...common };
  return { kind: "checkout", title: internal.description ?? "Payment", amount: data.amount_total ?? 0, ...common };
}

function successUrlOf(session: { readonly id: string; readonly success_url: string | null }): string | null {
  return session.success_url?.replace("{CHECKOUT_SESSION_ID}", session.id) ?? null;
}

async function completeCheckout(work: Work, id: string, choice: HostedChoice): Promise<HostedResult> {
  const session = await openSession(work, id);
  await completeSession(work, session, cardOf(choice));
  return { id, status: "complete", nextUrl: successUrlOf(session.data) };
}

function cardOf(choice: HostedChoice): string {
  const card = choice.card ?? DEFAULT_CARD;
  const name = isTestCardName(card) ? card : testCardOfNumber(card);
  if (name === null) {
    throw new StripeFailure(402, "validation", {
      type: "card_error",
      message: "Your card number is invalid.",
      code: "incorrect_number",
    });
  }
  return name;
}

async function showSetup(work: Work, id: string): Promise<HostedPage | null> {
  const intent = await work.find("setup_intent", id);
  if (intent === null) return null;
  if (!isSettable(intent)) return { kind: "closed", reason: "This card has been saved.", nextUrl: intent.internal.returnUrl };
  return { kind: "card", email: null, cancelUrl: null };
}

function isSettable(intent: Stored<"setup_intent">): boolean {
  return ["requires_payment_method", "requires_confirmation"].includes(intent.data.status);
}

async function completeSetup(work: Work, id: string, choice: HostedChoice): Promise<HostedResult> {
  const intent = await work.get("setup_intent", id);
  const returnUrl = choice.returnUrl ?? null;
  intent.internal.returnUrl = returnUrl;
  await confirmSetup(work, intent, new Params({ payment_method: cardOf(choice), ...(returnUrl === null ? {} : { return_url: returnUrl }) }));
  if (intent.data.status === "requires_action") {
    return { id, status: intent.data.status, nextUrl: `${work.settings.publicBase}/authenticate/${id}` };
  }
  return { id, status: intent.data.status, nextUrl: setupReturnUrl(intent, returnUrl) };
}

/** Stripe.js comes back with the intent and what became of it in the query. */
function setupReturnUrl(intent: Stored<"setup_intent">, returnUrl: string | null): string | null {
  if (returnUrl === null) return null;
  const url = new URL(returnUrl);
  url.searchParams.set("setup_intent", intent.id);
  url.searchParams.set("setup_intent_client_secret", intent.data.client_secret ?? "");
  url.searchParams.set("redirect_status", intent.data.status === "succeeded" ? "succeeded" : "failed");
  return url.href;
}

async function showOnboarding(work: Work, id: string): Promise<HostedPage | null> {
  const link = await work.find("account_link", id);
  if (link === null) return null;
  const { internal } = link;
  if (internal.used) return { kind: "closed", reason: "This onboarding link has been used.", nextUrl: internal.returnUrl };
  if (link.data.expires_at <= work.now) {
    return { kind: "closed", reason: "This onboarding link has expired. Ask for a new one.", nextUrl: internal.refreshUrl };
  }
  const account = await work.get("account", internal.account);
  return { kind: "onboarding", email: account.data.email, cancelUrl: internal.refreshUrl };
}

async function finishOnboarding(work: Work, id: string): Promise<HostedResult> {
  const link = await work.get("account_link", id);
  if (link.internal.used) throw refused("This onboarding link has been used.", { code: "link_used" });
  if (link.data.expires_at <= work.now) throw refused("This onboarding link has expired. Ask for a new one.", { code: "link_expired" });
  const account = await work.get("account", link.internal.account);
  link.internal.used = true;
  work.save(link);
  completeOnboarding(work, account);
  return { id: account.id, status: "complete", nextUrl: link.internal.returnUrl };
}

async function showIdentity(work: Work, id: string): Promise<HostedPage | null> {
  const session = await work.find("identity.verification_session", id);
  if (session === null) return null;
  const { returnUrl } = session.internal;
  if (session.data.status !== "requires_input") {
    return { kind: "closed", reason: `This identity check is ${session.data.status}.`, nextUrl: returnUrl };
  }
  return { kind: "identity", lastError: session.data.last_error?.reason ?? null, cancelUrl: returnUrl };
}

async function finishIdentity(work: Work, id: string, choice: HostedChoice): Promise<HostedResult> {
  const session = await work.get("identity.verification_session", id);
  decideIdentity(work, session, choice.passed ?? true);
  return { id, status: session.data.status, nextUrl: session.internal.returnUrl };
}

async function showAuthentication(work: Work, id: string): Promise<HostedPage | null> {
  const payment = await work.find("payment_intent", id);
  const setup = await work.find("setup_intent", id);
  const intent = payment ?? setup;
  if (intent === null) return null;
  if (payment !== null) await lapse(work, payment);
  if (intent.data.status !== "requires_action") {
    return { kind: "closed", reason: "There is nothing to confirm any more.", nextUrl: intent.internal.returnUrl };
  }
  return { kind: "authentication", amount: payment?.data.amount ?? null };
}

async function finishAuthentication(work: Work, id: string, choice: HostedChoice): Promise<HostedResult> {
  const passed = choice.passed ?? true;
  const setup = await work.find("setup_intent", id);
  if (setup !== null) {
    await authenticateSetup(work, setup, passed);
    return { id, status: setup.data.status, nextUrl: setupReturnUrl(setup, setup.internal.returnUrl) };
  }
  const payment = await work.get("payment_intent", id);
  await authenticatePayment(work, payment, passed);
  return { id, status: payment.data.status, nextUrl: paymentReturnUrl(payment) };
}

function paymentReturnUrl(intent: Stored<"payment_intent">): string | null {
  if (intent.internal.returnUrl === null) return null;
  const url = new URL(intent.internal.returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.data.client_secret ?? "");
  url.searchParams.set("redirect_status", idOf(intent.data.latest_charge) === null ? "failed" : "succeeded");
  return url.href;
}
