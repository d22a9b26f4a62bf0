import type Stripe from "stripe";
import { formatEuros } from "@/lib/kernel/money";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import { idOf, type Stored } from "../model";
import { emptyList, list } from "../pages";
import type { Call, Route } from "../routes";
import { invalid, noSuch, refused } from "../wire/failures";
import type { Params } from "../wire/params";
import type { Work } from "../work";
import { availableToSpend, recordMovement } from "./balance";

/** A transfer shows its ten latest reversals. */
const SHOWN_REVERSALS = 10;
const INSUFFICIENT_FUNDS =
  "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://docs.stripe.com/testing#available-balance";

export const transferRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/transfers",
    reads: ({ params }) => ({ ids: [params.text("destination"), params.text("source_transaction")] }),
    run: create,
  },
  {
    method: "GET",
    path: "/v1/transfers",
    run: (work, { params }) =>
      list(work, "transfer", params, "/v1/transfers", {
        transferGroup: params.text("transfer_group"),
        fields: { destination: params.text("destination") },
      }),
  },
  { method: "GET", path: "/v1/transfers/:id", run: async (work, { id }) => (await work.get("transfer", id)).data },
  { method: "POST", path: "/v1/transfers/:id", run: update },
  { method: "POST", path: "/v1/transfers/:id/reversals", run: reverse },
  {
    method: "GET",
    path: "/v1/transfers/:id/reversals",
    run: async (work, { id, params }) => {
      await work.get("transfer", id);
      return list(work, "transfer_reversal", params, `/v1/transfers/${id}/reversals`, { parent: id });
    },
  },
  { method: "GET", path: "/v1/transfers/:id/reversals/:subId", run: retrieveReversal },
];

async function create(work: Work, { params }: Call): Promise<Stripe.Transfer> {
  const amount = params.requiredInteger("amount");
  if (amount < 1)
    throw invalid("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    });
  const currency = params.requiredText("currency").toLowerCase();
  const destination = await work.get("account", params.requiredText("destination"), "destination");
  if (destination.data.capabilities?.transfers !== "active") {
    throw refused(
      "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
      { code: "insufficient_capabilities_for_transfer" },
    );
  }
  const sourceId = params.text("source_transaction");
  const source = sourceId === null ? null : await takeFromCharge(work, sourceId, amount, currency);
  if (source === null && (await availableToSpend(work)) < amount) {
    throw refused(INSUFFICIENT_FUNDS, { code: "balance_insufficient" });
  }
  return newTransfer(work, params, { amount, currency, destination, source });
}

/** Money of one charge can be sent before it is available, but no more than the charge brought. */
async function takeFromCharge(work: Work, id: string, amount: number, currency: string): Promise<Stored<"charge">> {
  const charge = await work.get("charge", id, "source_transaction");
  if (!charge.data.captured) {
    throw refused("Cannot use an uncaptured charge as a source_transaction.", { param: "source_transaction" });
  }
  if (charge.data.currency !== currency) {
    throw invalid("The currency of source_transaction's balance transaction is not the transfer's.", {
      param: "currency",
    });
  }
  const left = charge.data.amount_captured - charge.internal.transferred;
  if (amount > left) {
    throw refused(
      `Cannot create transfers with a source_transaction, because it would exceed the source amount: ${formatEuros(left)} of it are left.`,
      { code: "amount_too_large", param: "amount" },
    );
  }
  charge.internal.transferred += amount;
  work.save(charge);
  return charge;
}

interface TransferDetails {
  readonly amount: number;
  readonly currency: string;
  readonly destination: Stored<"account">;
  readonly source: Stored<"charge"> | null;
}

function newTransfer(work: Work, params: Params, details: TransferDetails): Stripe.Transfer {
  const { amount, currency, destination, source } = details;
  const id = newStripeId("tr");
  const transferGroup = params.text("transfer_group") ?? source?.transferGroup ?? null;
  const description = params.text("description");
  const movement = recordMovement(work, {
    type: "transfer",
    amount: -amount,
    fee: 0,
    source: id,
    currency,
    description,
    // Money of a charge that is still pending leaves when it settles.
    availableOn: source?.internal.availableOn ?? work.now,
  });
  const data: Stripe.Transfer = {
    id,
    object: "transfer",
    amount,
    amount_reversed: 0,
    balance_transaction: movement.id,
    created: work.now,
    currency,
    description,
    destination: destination.id,
    destination_payment: newStripeId("py"),
    livemode: LIVEMODE,
    metadata: params.metadata(),
    reversals: emptyList(`/v1/transfers/${id}/reversals`),
    reversed: false,
    source_transaction: source?.id ?? null,
    source_type: "card",
    transfer_group: transferGroup,
  };
  work.insert("transfer", { id, parent: source?.id ?? null, transferGroup, data, internal: {} });
  work.emit("transfer.created", data);
  return data;
}

async function update(work: Work, { id, params }: Call): Promise<Stripe.Transfer> {
  const transfer = await work.get("transfer", id);
  transfer.data.metadata = params.metadata(transfer.data.metadata);
  if (params.has("description")) transfer.data.description = params.text("description");
  work.save(transfer);
  work.emit("transfer.updated", transfer.data);
  return transfer.data;
}

async function reverse(work: Work, { id, params }: Call): Promise<Stripe.TransferReversal> {
  const transfer = await work.get("transfer", id);
  await work.read([idOf(transfer.data.destination), idOf(transfer.data.source_transaction)]);
  const amount = reversible(transfer, params.amount("amount"));
  const destination = await work.find("account", idOf(transfer.data.destination));
  if (destination !== null && (destination.internal.paidOutAt ?? -1) >= transfer.created) {
    throw refused(`Insufficient funds in the connected account ${destination.id} to reverse this transfer.`, {
      code: "balance_insufficient",
    });
  }
  const source = await work.find("charge", idOf(transfer.data.source_transaction));
  if (source !== null) {
    source.internal.transferred -= amount;
    work.save(source);
  }
  return newReversal(work, transfer, amount, params.metadata());
}

function reversible(transfer: Stored<"transfer">, asked: number | null): number {
  const left = transfer.data.amount - transfer.data.amount_reversed;
  if (left === 0) throw refused(`Transfer ${transfer.id} has already been fully reversed.`);
  const amount = asked ?? left;
  if (amount > left) {
    throw invalid(
      `Reversal amount (${formatEuros(amount)}) is greater than the unreversed amount (${formatEuros(left)}).`,
      {
        param: "amount",
      },
    );
  }
  return amount;
}

function newReversal(
  work: Work,
  transfer: Stored<"transfer">,
  amount: number,
  metadata: Record<string, string>,
): Stripe.TransferReversal {
  const id = newStripeId("trr");
  const movement = recordMovement(work, {
    type: "transfer_refund",
    amount,
    fee: 0,
    source: id,
    currency: transfer.data.currency,
    description: null,
    availableOn: work.now,
    reportingCategory: "transfer_reversal",
  });
  const data: Stripe.TransferReversal = {
    id,
    object: "transfer_reversal",
    amount,
    balance_transaction: movement.id,
    created: work.now,
    currency: transfer.data.currency,
    destination_payment_refund: newStripeId("pyr"),
    metadata,
    source_refund: null,
    transfer: transfer.id,
  };
  work.insert("transfer_reversal", {
    id,
    parent: transfer.id,
    transferGroup: transfer.transferGroup,
    data,
    internal: {},
  });
  transfer.data.amount_reversed += amount;
  transfer.data.reversed = transfer.data.amount_reversed === transfer.data.amount;
  const { reversals } = transfer.data;
  reversals.has_more = reversals.has_more || reversals.data.length === SHOWN_REVERSALS;
  reversals.data = [data, ...reversals.data].slice(0, SHOWN_REVERSALS);
  work.save(transfer);
  work.emit("transfer.reversed", transfer.data);
  return data;
}

async function retrieveReversal(work: Work, { id, subId }: Call): Promise<Stripe.TransferReversal> {
  const reversal = await work.find("transfer_reversal", subId);
  if (reversal?.parent !== id) throw noSuch("transfer_reversal", subId);
  return reversal.data;
}
