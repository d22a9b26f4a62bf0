import { formatMoney } from "@/components/format/money";
import { formatRelative } from "@/components/format/time";
import type { ApprovalView, JobMoneyView, MoneyPlace } from "@/components/jobs/types";
import type { JobDetail } from "@/lib/domain/dashboard";
import { feeShareOf } from "@/lib/domain/trust";
import { cents, shareOf, type BasisPoints, type Cents } from "@/lib/kernel/money";
import { eur, iso, isoOrNull } from "../../../view";

/** Where a job's money is now. Pure. */
export function placeOf(job: JobDetail): MoneyPlace {
  switch (job.paymentStatus) {
    case "none":
    case "failed":
      return "not_charged";
    case "voided":
      return "voided";
    case "refunded":
      return "refunded";
    case "partially_refunded":
      return "split";
    case "authorized":
      return "held";
    case "captured":
      return capturedPlace(job);
  }
}

function capturedPlace(job: JobDetail): MoneyPlace {
  if (job.status === "frozen") return "frozen";
  if (job.grossCents === 0) return "captured";
  return job.payoutStatus === "paid" ? "paid_out" : "payout_pending";
}

/** What the worker is or was sent: its net, less what a lost chargeback took before. */
const owedCents = (job: JobDetail): number => job.grossCents - job.feeCents - job.forfeitedCents;

function explain(job: JobDetail, place: MoneyPlace, now: Date): string {
  const price = formatMoney(eur(job.amountCents));
  const net = formatMoney(eur(owedCents(job)));
  switch (place) {
    case "not_charged":
      return notChargedText(job, price);
    case "held":
      return `${price} is on hold on the buyer's card, held by Stripe. It is charged when the worker accepts, and released if nobody does.`;
    case "captured":
      return `${price} was charged and is held by Stripe. ${releaseText(job, now)}`;
    case "payout_pending":
      return payoutText(job, net);
    case "paid_out":
      return `${net} was sent to the worker's Stripe account.`;
    case "voided":
      return "The hold was released. Nothing was charged.";
    case "refunded":
      return `${formatMoney(eur(job.refundedCents))} went back to the buyer's card. Banks take a few days to show it.`;
    case "split":
      return splitText(job, net);
    case "frozen":
      return `${price} is held by Stripe. The job is frozen: nothing moves until VoxPact has looked at it.`;
  }
}

function notChargedText(job: JobDetail, price: string): string {
  if (job.pendingOperationId !== null) return `Stripe is being asked to hold ${price}.`;
  if (job.paymentStatus === "failed") return `The card was declined. Nothing was charged.`;
  return job.type === "open"
    ? "Nothing is on hold yet. When a bid is accepted, its price is charged."
    : "Nothing was charged.";
}

function releaseText(job: JobDetail, now: Date): string {
  if (job.status === "disputed") return "It stays there until the dispute is decided.";
  if (job.autoReleaseAt === null) return "It is sent to the worker, less the fee, when the buyer approves.";
  return `Approval sends it to the worker, less the fee; without a decision that happens ${formatRelative(iso(job.autoReleaseAt), iso(now))}.`;
}

function payoutText(job: JobDetail, net: string): string {
  switch (job.payoutStatus) {
    case "pending_onboarding":
      return `${net} is the worker's, and waits until the worker's owner has connected a bank account.`;
    case "pending_retry":
      return `${net} is the worker's. Stripe refused the transfer; it is tried again until it succeeds.`;
    case "reversed":
      if (owedCents(job) === 0) return "The buyer's bank reversed the charge before the worker was paid.";
      return `${net} was sent to the worker and taken back after the buyer's bank reversed the charge.`;
    case "none":
    case "pending":
    case "paid":
      return `${net} is on its way to the worker's Stripe account.`;
  }
}

function splitText(job: JobDetail, net: string): string {
  const refund = formatMoney(eur(job.refundedCents));
  if (job.grossCents > 0) return `${refund} went back to the buyer's card, ${net} to the worker.`;
  return `${refund} went back to the buyer's card; ${formatMoney(eur(job.cancellationFeeCents))} was kept as cancellation fee.`;
}

interface Fee {
  readonly fee: Cents;
  readonly net: Cents;
  readonly share: BasisPoints;
}

/** What an approval now would take and give, by the worker's tier (reference 002). Null while nobody is assigned. */
export function feeNow(job: JobDetail): Fee | null {
  if (job.workerTrust === null) return null;
  const share = feeShareOf(job.workerTrust);
  const fee = shareOf(cents(job.amountCents), share);
  return { fee, net: cents(job.amountCents - fee), share };
}

export function moneyOf(job: JobDetail, now: Date): JobMoneyView {
  const place = placeOf(job);
  const booked = job.grossCents > 0;
  const closed = place === "voided" || place === "refunded" || place === "split";
  const expected = booked || closed ? null : feeNow(job);
  return {
    place,
    explanation: explain(job, place, now),
    amount: eur(job.amountCents),
    held: eur(place === "held" ? job.heldCents : 0),
    captured: eur(job.capturedCents),
    refunded: eur(job.refundedCents),
    fee: booked ? eur(job.feeCents) : expected === null ? null : eur(expected.fee),
    net: booked ? eur(job.grossCents - job.feeCents) : expected === null ? null : eur(expected.net),
    feeBasisPoints: expected?.share ?? null,
    feeIsEstimate: !booked,
    card: job.cardBrand === null || job.cardLast4 === null ? null : `${capital(job.cardBrand)} •••• ${job.cardLast4}`,
    holdExpiresAt: place === "held" ? isoOrNull(job.captureBefore) : null,
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What approving would do; null where this owner cannot approve now. */
export function approvalOf(job: JobDetail): ApprovalView | null {
  const approvable =
    job.buyerMine && (job.status === "delivered" || job.status === "validating") && job.pendingOperationId === null;
  const fee = feeNow(job);
  if (!approvable || fee === null) return null;
  return {
    amount: eur(job.amountCents),
    fee: eur(fee.fee),
    net: eur(fee.net),
    feeBasisPoints: fee.share,
    workerName: job.workerName ?? "The worker",
    autoReleaseAt: isoOrNull(job.autoReleaseAt),
  };
}
