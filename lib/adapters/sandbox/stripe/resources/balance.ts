import type Stripe from "stripe";
import { invariant } from "@/lib/kernel/assert";
import { LIVEMODE } from "../constants";
import { newStripeId } from "../ids";
import type { Stored } from "../model";
import { list } from "../pages";
import type { Route } from "../routes";
import type { Work } from "../work";

const CURRENCY = "eur";
/** Stripe's price for a European card: 1.5 % and 25 cents. */
const CARD_FEE_SHARE = 0.015;
const CARD_FEE_FIXED = 25;
/** One row that everything which spends the available balance changes, so that two spenders never both fit. */
const SPENDING_LOCK = "balance_eur";

export const balanceRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/balance", run: balance },
  {
    method: "GET",
    path: "/v1/balance_transactions",
    run: (work, { params }) =>
      list(work, "balance_transaction", params, "/v1/balance_transactions", {
        parent: params.text("source"),
        fields: { type: params.text("type"), currency: params.text("currency") },
      }),
  },
  {
    method: "GET",
    path: "/v1/balance_transactions/:id",
    run: async (work, { id }) => (await work.get("balance_transaction", id)).data,
  },
];

export function cardFee(amount: number): number {
  return Math.round(amount * CARD_FEE_SHARE) + CARD_FEE_FIXED;
}

export interface Movement {
  readonly type: Stripe.BalanceTransaction.Type;
  /** Cents; negative where money leaves the platform's balance. */
  readonly amount: number;
  readonly fee: number;
  readonly source: string;
  readonly currency: string;
  readonly description: string | null;
  readonly availableOn: number;
  readonly reportingCategory?: string;
}

/** Books one movement on the platform's balance. */
export function recordMovement(work: Work, movement: Movement): Stored<"balance_transaction"> {
  const id = newStripeId("txn");
  const data: Stripe.BalanceTransaction = {
    id,
    object: "balance_transaction",
    amount: movement.amount,
    available_on: movement.availableOn,
    balance_type: "payments",
    created: work.now,
    currency: movement.currency,
    description: movement.description,
    exchange_rate: null,
    fee: movement.fee,
    fee_details:
      movement.fee === 0
        ? []
        : [
            {
              amount: movement.fee,
              application: null,
              currency: movement.currency,
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: movement.amount - movement.fee,
    reporting_category: movement.reportingCategory ?? String(movement.type),
    source: movement.source,
    status: statusAt(movement.availableOn, work.now),
    type: movement.type,
  };
  return work.insert("balance_transaction", { id, parent: movement.source, data, internal: {} });
}

/** Pending money becomes available by time alone, so the status is a question of when one asks. */
export function statusAt(availableOn: number, now: number): "available" | "pending" {
  return availableOn <= now ? "available" : "pending";
}

/** What may be spent right now; the caller must spend in the same work. */
export async function availableToSpend(work: Work): Promise<number> {
  const lock = await work.find("balance", SPENDING_LOCK);
  if (lock === null) work.insert("balance", { id: SPENDING_LOCK, data: {}, internal: {} });
  else work.save(lock);
  return (await work.store.balance(CURRENCY)).available;
}

async function balance(work: Work): Promise<Stripe.Balance> {
  const { available, pending } = await work.store.balance(CURRENCY);
  const amount = (cents: number) => {
    invariant(Number.isSafeInteger(cents), "a balance beyond what a number counts exactly");
    return { amount: cents, currency: CURRENCY, source_types: { card: cents } };
  };
  const nothing = { amount: 0, currency: CURRENCY };
  return {
    object: "balance",
    available: [amount(available)],
    connect_reserved: [nothing],
    livemode: LIVEMODE,
    pending: [amount(pending)],
    refund_and_dispute_prefunding: { available: [nothing], pending: [nothing] },
  };
}
