/** Stripe's test cards and how each behaves (https://docs.stripe.com/testing). */
export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
}

export interface TestCard {
  readonly number: string;
  readonly brand: "visa" | "mastercard" | "amex";
  readonly funding: "credit" | "debit";
  /** Refused when it is attached or set up, and when it is charged. */
  readonly declinesAttach?: Decline;
  /** Attaches, then every charge is refused: the card for off-session declines. */
  readonly declinesCharge?: Decline;
  /**
   * When the bank asks for 3D Secure: at `every_payment`, `until_set_up` (a saved card may then be charged
   * off-session), `on_session` (never off-session).
   */
  readonly authentication?: "every_payment" | "until_set_up" | "on_session";
  /** Its money is available at once. */
  readonly bypassesPending?: true;
  readonly refund?: "turns_failed" | "starts_pending";
  /** The charge is disputed as soon as it is captured. */
  readonly disputed?: "fraudulent" | "product_not_received";
}

function decline(declineCode: string, code = "card_declined", message = "Your card was declined."): Decline {
  return { declineCode, code, message };
}

const GENERIC = decline("generic_decline");
const INSUFFICIENT_FUNDS = decline("insufficient_funds", "card_declined", "Your card has insufficient funds.");

function visa(number: string, behaviour: Omit<TestCard, "number" | "brand" | "funding"> = {}): TestCard {
  return { number, brand: "visa", funding: "credit", ...behaviour };
}

export const TEST_CARDS = {
  pm_card_visa: visa("4242424242424242"),
  pm_card_visa_debit: { number: "4000056655665556", brand: "visa", funding: "debit" },
  pm_card_mastercard: { number: "5555555555554444", brand: "mastercard", funding: "credit" },
  pm_card_amex: { number: "378282246310005", brand: "amex", funding: "credit" },
  pm_card_bypassPending: visa("4000000000000077", { bypassesPending: true }),
  pm_card_chargeDeclined: visa("4000000000000002", { declinesAttach: GENERIC }),
  pm_card_visa_chargeDeclined: visa("4000000000000002", { declinesAttach: GENERIC }),
  pm_card_chargeDeclinedInsufficientFunds: visa("4000000000009995", { declinesAttach: INSUFFICIENT_FUNDS }),
  pm_card_visa_chargeDeclinedInsufficientFunds: visa("4000000000009995", { declinesAttach: INSUFFICIENT_FUNDS }),
  pm_card_chargeDeclinedLostCard: visa("4000000000009987", { declinesAttach: decline("lost_card") }),
  pm_card_chargeDeclinedStolenCard: visa("4000000000009979", { declinesAttach: decline("stolen_card") }),
  pm_card_chargeDeclinedExpiredCard: visa("4000000000000069", {
    declinesAttach: decline("expired_card", "expired_card", "Your card has expired."),
  }),
  pm_card_chargeDeclinedIncorrectCvc: visa("4000000000000127", {
    declinesAttach: decline("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
  }),
  pm_card_chargeDeclinedProcessingError: visa("4000000000000119", {
    declinesAttach: decline(
      "processing_error",
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
    ),
  }),
  pm_card_chargeCustomerFail: visa("4000000000000341", { declinesCharge: GENERIC }),
  pm_card_authenticationRequired: visa("4000002760003184", { authentication: "every_payment" }),
  pm_card_authenticationRequiredOnSetup: visa("4000002500003155", { authentication: "until_set_up" }),
  pm_card_authenticationRequiredSetupForOffSession: visa("4000003800000446", { authentication: "on_session" }),
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: visa("4000008260003178", {
    authentication: "until_set_up",
    declinesCharge: INSUFFICIENT_FUNDS,
  }),
  pm_card_refundFail: visa("4000000000005126", { refund: "turns_failed" }),
  pm_card_pendingRefund: visa("4000000000007726", { refund: "starts_pending" }),
  pm_card_createDispute: visa("4000000000000259", { disputed: "fraudulent" }),
  pm_card_createDisputeProductNotReceived: visa("4000000000002685", { disputed: "product_not_received" }),
} satisfies Record<string, TestCard>;

export type TestCardName = keyof typeof TEST_CARDS;

export function isTestCardName(text: string): text is TestCardName {
  return Object.hasOwn(TEST_CARDS, text);
}

export function testCard(name: TestCardName): TestCard {
  return TEST_CARDS[name];
}

/** The test card of a number as a person types it; null for any other number. */
export function testCardOfNumber(number: string): TestCardName | null {
  const digits = number.replace(/[\s-]/g, "");
  return (
    Object.keys(TEST_CARDS)
      .filter(isTestCardName)
      .find((name) => testCard(name).number === digits) ?? null
  );
}

/** `tok_visa` and the like name the same cards. */
export function testCardOfToken(token: string): TestCardName | null {
  const name = token.replace(/^tok_/, "pm_card_");
  return isTestCardName(name) ? name : null;
}
