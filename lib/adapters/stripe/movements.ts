import type Stripe from "stripe";
import { epochSeconds, fromEpochSeconds } from "@/lib/kernel/clock";
import { cents } from "@/lib/kernel/money";
import type { Payments, ProviderMovement } from "@/lib/ports/payments";
import { CAPTURE_OPERATION_ID, expanded, idOf, JOB_ID, OPERATION_ID } from "./ids";
import { ask } from "./outcome";

const PAGE = 100;
/** What a booking does not say itself is read beside it, so many at a time. */
const LOOKUPS_AT_ONCE = 10;

export function movements(stripe: Stripe): Pick<Payments, "movementsOfJob" | "movements"> {
  return { movementsOfJob: (jobId) => movementsOfJob(stripe, jobId), movements: (span) => movementsIn(stripe, span) };
}

/** Captures and what follows from them carry the job's transfer group, or hang on an intent or a transfer that does. */
async function movementsOfJob(stripe: Stripe, jobId: string): Promise<readonly ProviderMovement[]> {
  return ask(async () => {
    const found: ProviderMovement[] = [];
    const charges = stripe.charges.list({
      transfer_group: jobId,
      limit: PAGE,
      expand: ["data.payment_intent", "data.balance_transaction"],
    });
    for await (const charge of charges) {
      if (!charge.captured) continue;
      found.push(capture(charge));
      for await (const refund of stripe.refunds.list({ charge: charge.id, limit: PAGE })) {
        if (countsAsRefund(refund)) found.push(refundMovement(refund, jobId));
      }
    }
    for await (const transfer of stripe.transfers.list({ transfer_group: jobId, limit: PAGE })) {
      found.push(transferMovement(transfer));
      if (transfer.amount_reversed === 0) continue;
      for await (const reversal of stripe.transfers.listReversals(transfer.id, { limit: PAGE })) {
        found.push(reversalMovement(reversal, jobId));
      }
    }
    return found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  });
}

function capture(charge: Stripe.Charge): ProviderMovement {
  const intent = expanded(charge.payment_intent);
  const settled = expanded(charge.balance_transaction);
  return {
    kind: "capture",
    id: charge.id,
    amount: cents(charge.amount_captured),
    operationId: intent?.metadata[CAPTURE_OPERATION_ID] ?? intent?.metadata[OPERATION_ID] ?? null,
    transferGroup: charge.transfer_group,
    // The charge itself was made when the money was held.
    createdAt: fromEpochSeconds(settled?.created ?? charge.created),
  };
}

function countsAsRefund(refund: Stripe.Refund): boolean {
  return refund.status !== "failed" && refund.status !== "canceled";
}

function refundMovement(refund: Stripe.Refund, transferGroup: string | null): ProviderMovement {
  return {
    kind: "refund",
    id: refund.id,
    amount: cents(refund.amount),
    operationId: refund.metadata?.[OPERATION_ID] ?? null,
    transferGroup,
    createdAt: fromEpochSeconds(refund.created),
  };
}

function transferMovement(transfer: Stripe.Transfer): ProviderMovement {
  return {
    kind: "transfer",
    id: transfer.id,
    amount: cents(transfer.amount),
    operationId: transfer.metadata[OPERATION_ID] ?? null,
    transferGroup: transfer.transfer_group,
    createdAt: fromEpochSeconds(transfer.created),
  };
}

function reversalMovement(reversal: Stripe.TransferReversal, transferGroup: string | null): ProviderMovement {
  return {
    kind: "reversal",
    id: reversal.id,
    amount: cents(reversal.amount),
    operationId: reversal.metadata?.[OPERATION_ID] ?? null,
    transferGroup,
    createdAt: fromEpochSeconds(reversal.created),
  };
}

/** Stripe's own book of the platform's balance: one list, in the order of time, newest first. */
async function* movementsIn(
  stripe: Stripe,
  span: { readonly from: Date; readonly to: Date },
): AsyncGenerator<ProviderMovement> {
  let after: string | null = null;
  for (;;) {
    const cursor: { starting_after?: string } = after === null ? {} : { starting_after: after };
    const page: Stripe.ApiList<Stripe.BalanceTransaction> = await ask(() =>
      stripe.balanceTransactions.list({
        created: { gte: epochSeconds(span.from), lt: epochSeconds(span.to) },
        limit: PAGE,
        expand: ["data.source"],
        ...cursor,
      }),
    );
    for (let start = 0; start < page.data.length; start += LOOKUPS_AT_ONCE) {
      const booked = page.data.slice(start, start + LOOKUPS_AT_ONCE);
      const found = await Promise.all(booked.map((transaction) => movementOf(stripe, transaction)));
      yield* found.filter((movement) => movement !== null);
    }
    after = page.has_more ? (page.data.at(-1)?.id ?? null) : null;
    if (after === null) return;
  }
}

async function movementOf(stripe: Stripe, booked: Stripe.BalanceTransaction): Promise<ProviderMovement | null> {
  const source = expanded(booked.source);
  const createdAt = fromEpochSeconds(booked.created);
  switch (source?.object) {
    case "charge": {
      const intentId = idOf(source.payment_intent);
      if (booked.type !== "charge" && booked.type !== "payment") return null;
      const intent = intentId === null ? null : await ask(() => stripe.paymentIntents.retrieve(intentId));
      return { ...capture({ ...source, payment_intent: intent }), createdAt };
    }
    case "refund":
      if (booked.type !== "refund" || !countsAsRefund(source)) return null;
      return { ...refundMovement(source, source.metadata?.[JOB_ID] ?? null), createdAt };
    case "transfer":
      return booked.type === "transfer" ? { ...transferMovement(source), createdAt } : null;
    case "transfer_reversal": {
      const transfer = await ask(() => stripe.transfers.retrieve(idOf(source.transfer) ?? ""));
      return { ...reversalMovement(source, transfer.transfer_group), createdAt };
    }
    default:
      return null;
  }
}
