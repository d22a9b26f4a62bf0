import type Stripe from "stripe";
import { invariant } from "@/lib/kernel/assert";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import { idOf, type Stored } from "../model";
import { list } from "../pages";
import type { Call, Route } from "../routes";
import { invalid, refused } from "../wire/failures";
import type { Work } from "../work";
import { recordMovement } from "./balance";
import { latestCharge } from "./latest-charge";

const DISPUTE_FEE = 2_000;
const DAYS_TO_ANSWER = 7;
const DAY = 86_400;
/** Network reason codes as Visa gives them. */
const REASON_CODES: Readonly<Record<string, string>> = { fraudulent: "10.4", product_not_received: "13.1" };

export const disputeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/disputes",
    run: (work, { params }) =>
      list(work, "dispute", params, "/v1/disputes", {
        parent: params.text("payment_intent"),
        fields: { charge: params.text("charge") },
      }),
  },
  { method: "GET", path: "/v1/disputes/:id", run: async (work, { id }) => (await work.get("dispute", id)).data },
  { method: "POST", path: "/v1/disputes/:id", run: answer },
  {
    method: "POST",
    path: "/v1/disputes/:id/close",
    run: async (work, { id }) => close(work, await work.get("dispute", id), "lost"),
  },
  { method: "POST", path: "/v1/test_helpers/disputes", run: openByTest },
  {
    method: "POST",
    path: "/v1/test_helpers/disputes/:id/close",
    run: async (work, { id, params }) =>
      close(work, await work.get("dispute", id), params.oneOf("status", ["won", "lost"]) ?? "lost"),
  },
];

/** The cardholder's bank takes a captured payment back, with a fee, until the dispute is decided. */
export function openDispute(
  work: Work,
  charge: Stored<"charge">,
  request: { readonly amount: number; readonly reason: string },
): Stored<"dispute"> {
  const id = newStripeId("du");
  const withdrawal = recordMovement(work, {
    type: "adjustment",
    amount: -request.amount,
    fee: DISPUTE_FEE,
    source: id,
    currency: charge.data.currency,
    description: `Chargeback withdrawal for ${charge.id}`,
    availableOn: work.now,
    reportingCategory: "dispute",
  });
  const data = newDispute(work, id, charge, request, withdrawal.data);
  charge.data.disputed = true;
  charge.internal.dispute = id;
  work.save(charge);
  const dispute = work.insert("dispute", { id, parent: idOf(charge.data.payment_intent), data, internal: {} });
  work.emit("charge.dispute.created", data);
  work.emit("charge.dispute.funds_withdrawn", data);
  return dispute;
}

function newDispute(
  work: Work,
  id: string,
  charge: Stored<"charge">,
  request: { readonly amount: number; readonly reason: string },
  withdrawal: Stripe.BalanceTransaction,
): Stripe.Dispute {
  const reasonCode = REASON_CODES[request.reason] ?? null;
  return {
    id,
    object: "dispute",
    amount: request.amount,
    balance_transactions: [withdrawal],
    charge: charge.id,
    created: work.now,
    currency: charge.data.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: work.now + DAYS_TO_ANSWER * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: LIVEMODE,
    metadata: {},
    network_reason_code: reasonCode,
    payment_intent: idOf(charge.data.payment_intent),
    payment_method_details: {
      card: {
        brand: charge.data.payment_method_details?.card?.brand ?? "visa",
        case_type: "chargeback",
        network: charge.data.payment_method_details?.card?.brand ?? "visa",
        network_reason_code: reasonCode,
      },
      type: "card",
    },
    reason: request.reason,
    status: "needs_response",
  };
}

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** Sandbox only: `charge` or `payment_intent`, and optionally `amount` and `reason`. */
async function openByTest(work: Work, { params }: Call): Promise<Stripe.Dispute> {
  const chargeId = params.text("charge");
  const charge =
    chargeId !== null
      ? await work.get("charge", chargeId, "charge")
      : await latestCharge(
          work,
          await work.get("payment_intent", params.requiredText("payment_intent"), "payment_intent"),
        );
  if (!charge?.data.captured) throw refused("Only a captured charge can be disputed.");
  if (charge.internal.dispute !== null) throw refused(`Charge ${charge.id} has already been disputed.`);
  const amount = params.amount("amount") ?? charge.data.amount_captured;
  if (amount > charge.data.amount_captured) throw invalid("More than the charge's amount.", { param: "amount" });
  return openDispute(work, charge, { amount, reason: params.text("reason") ?? "fraudulent" }).data;
}

/** Evidence; as in Stripe's test mode the text `winning_evidence` wins the dispute and `losing_evidence` loses it. */
async function answer(work: Work, { id, params }: Call): Promise<Stripe.Dispute> {
  const dispute = await work.get("dispute", id);
  const { data } = dispute;
  data.metadata = params.metadata(data.metadata);
  const text = params.child("evidence")?.text("uncategorized_text") ?? null;
  if (text !== null) {
    data.evidence.uncategorized_text = text;
    data.evidence_details.has_evidence = true;
  }
  work.save(dispute);
  const submitted = text !== null && (params.text("submit") ?? "true") === "true";
  if (!submitted) {
    work.emit("charge.dispute.updated", data);
    return data;
  }
  data.evidence_details.submission_count += 1;
  data.status = "under_review";
  work.emit("charge.dispute.updated", data);
  if (text === "winning_evidence") return close(work, dispute, "won");
  return text === "losing_evidence" ? close(work, dispute, "lost") : data;
}

/** Decides the dispute: won, and the money comes back; lost, and it stays with the cardholder. */
async function close(work: Work, dispute: Stored<"dispute">, outcome: "won" | "lost"): Promise<Stripe.Dispute> {
  const { data } = dispute;
  if (data.status === "won" || data.status === "lost") throw refused("This dispute is already closed.");
  data.status = outcome;
  work.save(dispute);
  if (outcome === "won") {
    const charge = await work.find("charge", idOf(data.charge));
    invariant(charge !== null, `${dispute.id} disputes no charge`);
    // Stripe takes refunds of a charge again whose dispute was won; `disputed` stays, for it was.
    charge.internal.dispute = null;
    work.save(charge);
    const reinstatement = recordMovement(work, {
      type: "adjustment",
      amount: data.amount,
      fee: -DISPUTE_FEE,
      source: dispute.id,
      currency: data.currency,
      description: `Chargeback reversal for ${charge.id}`,
      availableOn: work.now,
      reportingCategory: "dispute_reversal",
    });
    data.balance_transactions = [...data.balance_transactions, reinstatement.data];
    work.emit("charge.dispute.funds_reinstated", data);
  }
  work.emit("charge.dispute.closed", data);
  return data;
}
