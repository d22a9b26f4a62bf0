import { invariant } from "@/lib/kernel/assert";
import { newId, type Id } from "@/lib/kernel/ids";
import { cents, CURRENCY, type Cents } from "@/lib/kernel/money";
import type { LedgerEntry } from "@/lib/platform/transact";

/**
 * The movements of money as balanced entries (decisions 6). Debits are positive. The accounts:
 * `cards_authorized`/`holds` (two-phase: what cards have promised) · `stripe_balance` (cash at Stripe) · `escrow` (captured, nobody's
 * yet) · `refunds_due` · `payable` (one per worker's owner) · `platform_fees` · `activation_fees` · `chargeback_losses`.
 */
interface Booking {
  readonly now: Date;
  readonly jobId: Id | null;
  readonly operationId: Id | null;
}

type Line = readonly [account: string, amount: number, ownerId?: Id];

function entry(kind: string, booking: Booking, lines: readonly Line[]): LedgerEntry {
  const kept = lines.filter(([, amount]) => amount !== 0);
  invariant(kept.reduce((sum, [, amount]) => sum + amount, 0) === 0, `a ${kind} entry balances`);
  return {
    id: newId(booking.now),
    kind,
    job_id: booking.jobId,
    operation_id: booking.operationId,
    currency: CURRENCY,
    lines: kept.map(([account, amount, ownerId]) => ({
      account,
      owner_id: ownerId ?? null,
      amount_cents: cents(amount),
    })),
  };
}

/** A card promised the amount. */
export const held = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("hold", booking, [
    ["cards_authorized", amount],
    ["holds", -amount],
  ]);

/** The promise ended without a charge. */
export const voided = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("void", booking, [
    ["holds", amount],
    ["cards_authorized", -amount],
  ]);

/** The promise became cash, held for the job. */
export const captured = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("capture", booking, [
    ["holds", amount],
    ["cards_authorized", -amount],
    ["stripe_balance", amount],
    ["escrow", -amount],
  ]);

/** What was held is divided: to the worker (gross, of which the platform keeps `fee`), back to the buyer, kept for cancelling. */
export function settled(
  booking: Booking,
  parts: {
    readonly workerOwnerId: Id | null;
    readonly gross: Cents;
    readonly fee: Cents;
    readonly refund: Cents;
    readonly kept: Cents;
  },
): LedgerEntry {
  const { workerOwnerId, gross, fee, refund, kept } = parts;
  invariant(workerOwnerId !== null || gross === 0, "only a worker earns");
  return entry("settlement", booking, [
    ["escrow", gross + refund + kept],
    ["platform_fees", -(fee + kept)],
    ["refunds_due", -refund],
    ...(workerOwnerId === null ? [] : [["payable", -(gross - fee), workerOwnerId] as const]),
  ]);
}

/** The refund left Stripe. */
export const refunded = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("refund", booking, [
    ["refunds_due", amount],
    ["stripe_balance", -amount],
  ]);

/** The bank sent a refund back: it is owed to the buyer again. */
export const refundFailed = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("refund_failure", booking, [
    ["stripe_balance", amount],
    ["refunds_due", -amount],
  ]);

/** The worker's net went to its Connect account. */
export const transferred = (booking: Booking, workerOwnerId: Id, amount: Cents): LedgerEntry =>
  entry("transfer", booking, [
    ["payable", amount, workerOwnerId],
    ["stripe_balance", -amount],
  ]);

/** A transfer was taken back after a lost chargeback. */
export const reversed = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("transfer_reversal", booking, [
    ["stripe_balance", amount],
    ["chargeback_losses", -amount],
  ]);

/** A payout that had not left covers a lost chargeback. */
export const forfeited = (booking: Booking, workerOwnerId: Id, amount: Cents): LedgerEntry =>
  entry("forfeit", booking, [
    ["payable", amount, workerOwnerId],
    ["chargeback_losses", -amount],
  ]);

/** The bank took a charge back: from what is still held, or as our loss. */
export const chargedBack = (booking: Booking, amount: Cents, from: "escrow" | "chargeback_losses"): LedgerEntry =>
  entry("chargeback", booking, [
    [from, amount],
    ["stripe_balance", -amount],
  ]);

/** An activation fee that was paid for nothing: it is owed to its owner. */
export const feeOwedBack = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("activation_fee", booking, [
    ["stripe_balance", amount],
    ["refunds_due", -amount],
  ]);

/** An owner paid for the activation of a further agent. */
export const activationFee = (booking: Booking, amount: Cents): LedgerEntry =>
  entry("activation_fee", booking, [
    ["stripe_balance", amount],
    ["activation_fees", -amount],
  ]);
