import type Stripe from "stripe";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import type { Stored } from "../model";
import { list } from "../pages";
import type { Route } from "../routes";
import { testCard, type Decline } from "../test-cards";
import type { Work } from "../work";
import { cardFee, recordMovement } from "./balance";
import { openDispute } from "./disputes";

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Stripe holds a merchant-initiated Visa payment 4 days and 18 hours, every other one 7 days. */
const OFF_SESSION_VISA_HOLD = 4 * DAY + 18 * HOUR;
const HOLD = 7 * DAY;
/** How long card money is pending before it is available. */
const SETTLEMENT = 4 * DAY;

export const chargeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/charges",
    run: (work, { params }) =>
      list(work, "charge", params, "/v1/charges", {
        customer: params.text("customer"),
        parent: params.text("payment_intent"),
        transferGroup: params.text("transfer_group"),
      }),
  },
  { method: "GET", path: "/v1/charges/:id", run: async (work, { id }) => (await work.get("charge", id)).data },
  {
    method: "GET",
    path: "/v1/charges/:id/refunds",
    run: async (work, { id, params }) => {
      await work.get("charge", id);
      return list(work, "refund", params, `/v1/charges/${id}/refunds`, { fields: { charge: id } });
    },
  },
];

/** Seconds for which the money of an authorization stays held. */
export function holdSeconds(brand: string, offSession: boolean): number {
  return brand === "visa" && offSession ? OFF_SESSION_VISA_HOLD : HOLD;
}

export interface ChargeRequest {
  readonly intent: Stored<"payment_intent">;
  readonly method: Stored<"payment_method">;
  readonly failure: Decline | null;
  /** Null where the charge failed. */
  readonly captureBefore: number | null;
}

export function newCharge(work: Work, request: ChargeRequest): Stored<"charge"> {
  const { intent, method, failure } = request;
  const id = newStripeId("ch");
  const data: Stripe.Charge = {
    id,
    object: "charge",
    amount: intent.data.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.data.billing_details,
    calculated_statement_descriptor: "VOXPACT",
    captured: false,
    created: work.now,
    currency: intent.data.currency,
    customer: intent.customer,
    description: intent.data.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: LIVEMODE,
    metadata: { ...intent.data.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(failure),
    paid: failure === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(request),
    receipt_email: intent.data.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failure === null ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: intent.transferGroup,
  };
  const charge = work.insert("charge", {
    id,
    parent: intent.id,
    customer: intent.customer,
    transferGroup: intent.transferGroup,
    data,
    internal: { card: method.internal.card, refunded: 0, transferred: 0, dispute: null, availableOn: null },
  });
  work.emit(failure === null ? "charge.succeeded" : "charge.failed", data);
  return charge;
}

function outcomeOf(failure: Decline | null): Stripe.Charge.Outcome {
  return {
    advice_code: failure === null ? null : "try_again_later",
    network_advice_code: null,
    network_decline_code: null,
    network_status: failure === null ? "approved_by_network" : "declined_by_network",
    reason: failure?.declineCode ?? null,
    risk_level: "normal",
    seller_message:
      failure === null ? "Payment complete." : "The bank did not return any further details with this decline.",
    type: failure === null ? "authorized" : "issuer_declined",
  };
}

function detailsOf({ intent, method, captureBefore }: ChargeRequest): Stripe.Charge.PaymentMethodDetails {
  const card = method.data.card;
  return {
    card: {
      amount_authorized: captureBefore === null ? null : intent.data.amount,
      authorization_code: null,
      brand: card.brand,
      ...(captureBefore === null ? {} : { capture_before: captureBefore }),
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: { status: "disabled" },
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: "unavailable" },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: intent.data.amount, status: "unavailable" },
      regulated_status: card.regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: "card",
  };
}

/** Takes the money of an authorization; what is not taken is released. */
export function captureCharge(work: Work, charge: Stored<"charge">, amount: number): void {
  const { data } = charge;
  const card = testCard(charge.internal.card);
  data.captured = true;
  data.amount_captured = amount;
  data.amount_refunded = data.amount - amount;
  forgetCaptureBefore(data);
  charge.internal.availableOn = card.bypassesPending ? work.now : work.now + SETTLEMENT;
  data.balance_transaction = recordMovement(work, {
    type: "charge",
    amount,
    fee: cardFee(amount),
    source: charge.id,
    currency: data.currency,
    description: data.description,
    availableOn: charge.internal.availableOn,
  }).id;
  work.save(charge);
  work.emit("charge.captured", data);
  if (card.disputed !== undefined) openDispute(work, charge, { amount, reason: card.disputed });
}

/** Lets an authorization go: nothing was charged. */
export function releaseCharge(work: Work, charge: Stored<"charge">, why: "canceled" | "expired"): void {
  charge.data.amount_refunded = charge.data.amount;
  charge.data.refunded = true;
  forgetCaptureBefore(charge.data);
  work.save(charge);
  work.emit(why === "expired" ? "charge.expired" : "charge.refunded", charge.data);
}

function forgetCaptureBefore(data: Stripe.Charge): void {
  delete data.payment_method_details?.card?.capture_before;
}
