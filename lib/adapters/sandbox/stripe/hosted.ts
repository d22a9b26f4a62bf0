import { perform } from "./engine";
import { idOf, type Stored } from "./model";
import { completeOnboarding } from "./resources/accounts";
import { completeSession, openSession } from "./resources/checkout";
import { decideIdentity } from "./resources/identity";
import { authenticate as authenticatePayment, lapse } from "./resources/payment-intents";
import { authenticate as authenticateSetup, confirm as confirmSetup } from "./resources/setup-intents";
import type { Store } from "./store";
import { isTestCardName, testCard, testCardOfNumber, type TestCardName } from "./test-cards";
import { noSuch, refused, StripeFailure } from "./wire/failures";
import { Params } from "./wire/params";
import type { Work, WorkSettings } from "./work";

/** The pages a person can be sent to; the names are the first segment of their paths. */
const PAGES = ["authenticate", "checkout", "express", "identity", "onboarding", "setup"] as const;
type PageName = (typeof PAGES)[number];

export interface OfferedCard {
  readonly card: TestCardName;
  readonly number: string;
  readonly behaviour: string;
}

interface CardChoices {
  readonly cards: readonly OfferedCard[];
  readonly email: string | null;
  readonly cancelUrl: string | null;
}

/** What a page shows. `closed` says in `reason` why nothing can be done any more. */
export type HostedPage =
  | ({ readonly kind: "payment"; readonly title: string; readonly amount: number } & CardChoices)
  | ({ readonly kind: "card" } & CardChoices)
  | { readonly kind: "onboarding"; readonly email: string | null; readonly cancelUrl: string }
  | { readonly kind: "identity"; readonly lastError: string | null; readonly cancelUrl: string | null }
  | { readonly kind: "authentication"; readonly amount: number | null }
  | { readonly kind: "account"; readonly accountId: string; readonly email: string | null; readonly ready: boolean }
  | { readonly kind: "closed"; readonly reason: string; readonly nextUrl: string | null };

/** What the person does there. Each page takes what it needs and has a sensible default for the rest. */
export interface HostedChoice {
  /** A test card's name or number (payment, card). Default: the Visa card that works. */
  readonly card?: string;
  /** Whether the check succeeds (identity, authentication). Default: it does. */
  readonly passed?: boolean;
  /** Where to go afterwards, for the page that no session knows it of (card setup). */
  readonly returnUrl?: string;
}

interface Completed {
  readonly id: string;
  /** What the object has become, in Stripe's words. */
  readonly status: string;
  /** Where the browser goes next; null where the page has nowhere to go. */
  readonly nextUrl: string | null;
}

export type HostedResult =
  | ({ readonly ok: true } & Completed)
  | { readonly ok: false; readonly httpStatus: number; readonly code: string; readonly message: string };

const DEFAULT_CARD = "pm_card_visa";
const CONFLICT = 409;
const BAD_REQUEST = 400;

/** What Stripe hosts for us: read for showing, completed by the person or by the sandbox's `/complete` control. */
export interface HostedPages {
  /** Null when there is no such page. */
  show(page: string, id: string): Promise<HostedPage | null>;
  /** Not `ok` when Stripe would show an error instead: a declined card, a used link. */
  complete(page: string, id: string, choice: HostedChoice): Promise<HostedResult>;
}

export function hostedPages(store: Store, settings: WorkSettings): HostedPages {
  return {
    show: async (page, id) => {
      const name = nameOf(page);
      if (name === null) return null;
      return (await perform(store, settings, async (work) => ({ shown: await show(work, name, id) }))).shown;
    },
    complete: async (page, id, choice) => {
      try {
        const name = nameOf(page);
        if (name === null) throw noSuch("page", page);
        return { ok: true, ...(await perform(store, settings, (work) => complete(work, name, id, choice))) };
      } catch (error) {
        if (error instanceof StripeFailure) return failed(error);
        throw error;
      }
    },
  };
}

function nameOf(page: string): PageName | null {
  return PAGES.find((name) => name === page) ?? null;
}

/** What is not as it must be (a used link, a completed session) is a conflict to whoever tries again. */
function failed({ status, effect, body }: StripeFailure): HostedResult {
  const httpStatus = status === BAD_REQUEST && effect === "refusal" ? CONFLICT : status;
  return { ok: false, httpStatus, code: body.code ?? body.type, message: body.message };
}

/** The cards the pages offer; any other test number can be typed in. */
const OFFERED_CARDS: readonly OfferedCard[] = [
  offer("pm_card_visa", "Works, and may be charged later"),
  offer("pm_card_mastercard", "Works; holds last 7 days even when you are away"),
  offer("pm_card_authenticationRequired", "Asks for 3D Secure at every payment"),
  offer("pm_card_chargeCustomerFail", "Can be saved; every charge is declined"),
  offer("pm_card_chargeDeclined", "Declined"),
  offer("pm_card_chargeDeclinedInsufficientFunds", "Declined: insufficient funds"),
  offer("pm_card_chargeDeclinedExpiredCard", "Declined: expired card"),
];

function offer(card: TestCardName, behaviour: string): OfferedCard {
  return { card, number: testCard(card).number.replace(/(.{4})(?=.)/g, "$1 "), behaviour };
}

async function show(work: Work, page: PageName, id: string): Promise<HostedPage | null> {
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

function complete(work: Work, page: PageName, id: string, choice: HostedChoice): Promise<Completed> {
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
  if (data.status === "complete")
    return { kind: "closed", reason: "This Checkout has been completed.", nextUrl: successUrlOf(data) };
  if (data.status === "expired")
    return { kind: "closed", reason: "This Checkout has expired.", nextUrl: data.cancel_url };
  const common = { cards: OFFERED_CARDS, email: data.customer_email, cancelUrl: data.cancel_url };
  if (data.mode === "setup") return { kind: "card", ...common };
  return { kind: "payment", title: internal.description ?? "Payment", amount: data.amount_total ?? 0, ...common };
}

function successUrlOf(session: { readonly id: string; readonly success_url: string | null }): string | null {
  return session.success_url?.replace("{CHECKOUT_SESSION_ID}", session.id) ?? null;
}

async function completeCheckout(work: Work, id: string, choice: HostedChoice): Promise<Completed> {
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
  if (!isSettable(intent))
    return { kind: "closed", reason: "This card has been saved.", nextUrl: intent.internal.returnUrl };
  return { kind: "card", cards: OFFERED_CARDS, email: null, cancelUrl: null };
}

function isSettable(intent: Stored<"setup_intent">): boolean {
  return ["requires_payment_method", "requires_confirmation"].includes(intent.data.status);
}

async function completeSetup(work: Work, id: string, choice: HostedChoice): Promise<Completed> {
  const intent = await work.get("setup_intent", id);
  const returnUrl = choice.returnUrl ?? null;
  intent.internal.returnUrl = returnUrl;
  await confirmSetup(
    work,
    intent,
    new Params({ payment_method: cardOf(choice), ...(returnUrl === null ? {} : { return_url: returnUrl }) }),
  );
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
  if (internal.used)
    return { kind: "closed", reason: "This onboarding link has been used.", nextUrl: internal.returnUrl };
  if (link.data.expires_at <= work.now) {
    return {
      kind: "closed",
      reason: "This onboarding link has expired. Ask for a new one.",
      nextUrl: internal.refreshUrl,
    };
  }
  const account = await work.get("account", internal.account);
  return { kind: "onboarding", email: account.data.email, cancelUrl: internal.refreshUrl };
}

async function finishOnboarding(work: Work, id: string): Promise<Completed> {
  const link = await work.get("account_link", id);
  if (link.internal.used) throw refused("This onboarding link has been used.", { code: "link_used" });
  if (link.data.expires_at <= work.now)
    throw refused("This onboarding link has expired. Ask for a new one.", { code: "link_expired" });
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

async function finishIdentity(work: Work, id: string, choice: HostedChoice): Promise<Completed> {
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

async function finishAuthentication(work: Work, id: string, choice: HostedChoice): Promise<Completed> {
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
