import type Stripe from "stripe";
import { invariant } from "@/lib/kernel/assert";
import { formatEuros } from "@/lib/kernel/money";
import { newStripeId } from "../ids";
import { idOf, type Stored } from "../model";
import { list } from "../pages";
import type { Call, Route } from "../routes";
import { testCard } from "../test-cards";
import { invalid, missingParam, refused } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";
import { recordMovement } from "./balance";
import { latestCharge } from "./latest-charge";

const REASONS = ["duplicate", "fraudulent", "requested_by_customer"] as const;
/** How long the test cards with a changing refund take to change it. */
const SETTLES_AFTER = 5;

export const refundRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/refunds",
    reads: ({ params }) => {
      const intent = params.text("payment_intent");
      return { ids: [intent, params.text("charge")], parents: [intent] };
    },
    run: create,
  },
  {
    method: "GET",
    path: "/v1/refunds",
    run: (work, { params }) =>
      list(work, "refund", params, "/v1/refunds", {
        parent: params.text("payment_intent"),
        fields: { charge: params.text("charge") },
      }),
  },
  { method: "GET", path: "/v1/refunds/:id", run: async (work, { id }) => (await work.get("refund", id)).data },
  { method: "POST", path: "/v1/refunds/:id", run: update },
];

async function create(work: Work, { params }: Call): Promise<Stripe.Refund> {
  const charge = await chargeToRefund(work, params);
  const amount = refundable(charge, params.amount("amount"));
  const reason = params.oneOf("reason", REASONS);
  const refund = newRefund(work, charge, { amount, reason, metadata: params.metadata() });
  charge.internal.refunded += amount;
  charge.data.amount_refunded += amount;
  charge.data.refunded = charge.internal.refunded === charge.data.amount_captured;
  work.save(charge);
  if (refund.internal.becomes !== null) work.schedule(refund.id, work.now + SETTLES_AFTER);
  work.emit("refund.created", refund.data);
  work.emit("charge.refunded", charge.data);
  return refund.data;
}

async function chargeToRefund(work: Work, params: Params): Promise<Stored<"charge">> {
  const chargeId = params.text("charge");
  const intentId = params.text("payment_intent");
  if (chargeId === null && intentId === null) throw missingParam("payment_intent");
  const charge =
    chargeId !== null
      ? await work.get("charge", chargeId, "charge")
      : await latestCharge(work, await work.get("payment_intent", intentId ?? "", "payment_intent"));
  if (!charge?.data.captured) {
    throw refused("This PaymentIntent does not have a successful charge to refund.", {
      code: "payment_intent_unexpected_state",
    });
  }
  return charge;
}

function refundable(charge: Stored<"charge">, asked: number | null): number {
  if (charge.internal.dispute !== null) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
  }
  const left = charge.data.amount_captured - charge.internal.refunded;
  if (left === 0) throw refused(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  const amount = asked ?? left;
  if (amount > left) {
    throw invalid(
      `Refund amount (${formatEuros(amount)}) is greater than unrefunded amount on charge (${formatEuros(left)})`,
      { param: "amount" },
    );
  }
  return amount;
}

interface RefundDetails {
  readonly amount: number;
  readonly reason: Stripe.Refund.Reason | null;
  readonly metadata: Record<string, string>;
}

function newRefund(work: Work, charge: Stored<"charge">, details: RefundDetails): Stored<"refund"> {
  const id = newStripeId("re");
  const behaviour = testCard(charge.internal.card).refund;
  const movement = recordMovement(work, {
    type: "refund",
    amount: -details.amount,
    fee: 0,
    source: id,
    currency: charge.data.currency,
    description: `REFUND FOR CHARGE (${charge.data.description ?? charge.id})`,
    availableOn: work.now,
  });
  const data: Stripe.Refund = {
    id,
    object: "refund",
    amount: details.amount,
    balance_transaction: movement.id,
    charge: charge.id,
    created: work.now,
    currency: charge.data.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: details.metadata,
    payment_intent: idOf(charge.data.payment_intent),
    payment_method: charge.data.payment_method,
    reason: details.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: behaviour === "starts_pending" ? "pending" : "succeeded",
    transfer_reversal: null,
  };
  const becomes = { turns_failed: "failed", starts_pending: "succeeded", none: null } as const;
  return work.insert("refund", {
    id,
    parent: idOf(charge.data.payment_intent),
    customer: charge.customer,
    data,
    internal: { becomes: becomes[behaviour ?? "none"] },
  });
}

async function update(work: Work, { id, params }: Call): Promise<Stripe.Refund> {
  const refund = await work.get("refund", id);
  refund.data.metadata = params.metadata(refund.data.metadata ?? {});
  work.save(refund);
  work.emit("refund.updated", refund.data);
  return refund.data;
}

/** The bank's late answer to a refund: it went through, or the money comes back to the platform. */
export async function settleRefund(work: Work, refund: Stored<"refund">): Promise<void> {
  const { becomes } = refund.internal;
  if (becomes === null) return;
  refund.internal.becomes = null;
  refund.data.status = becomes;
  work.save(refund);
  if (becomes === "failed") await returnMoney(work, refund);
  work.emit("refund.updated", refund.data);
  work.emit("charge.refund.updated", refund.data);
  if (becomes === "failed") work.emit("refund.failed", refund.data);
}

async function returnMoney(work: Work, refund: Stored<"refund">): Promise<void> {
  const charge = await work.find("charge", idOf(refund.data.charge));
  invariant(charge !== null, `${refund.id} refunds no charge`);
  charge.internal.refunded -= refund.data.amount;
  charge.data.amount_refunded -= refund.data.amount;
  charge.data.refunded = false;
  work.save(charge);
  refund.data.failure_reason = "unknown";
  refund.data.failure_balance_transaction = recordMovement(work, {
    type: "refund_failure",
    amount: refund.data.amount,
    fee: 0,
    source: refund.id,
    currency: refund.data.currency,
    description: `REFUND FAILURE FOR CHARGE (${charge.id})`,
    availableOn: work.now,
  }).id;
}
