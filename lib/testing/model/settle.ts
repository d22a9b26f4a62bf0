import { completedTrust, HOLD, moveTrust, share, tierOf, unspend } from "./rules";
import { tell, tellBoth, type Asking, type CardKind, type JobState, type Market, type Waiting } from "./state";

/** What Stripe and the books do when an operation is answered (decisions 4 and 6). */

export type Refused = "payment_failed" | "payment_authentication_required" | "capture_refused" | null;

/** The worker's money: on its way, or waiting for onboarding, of which only a completed job's worker hears. */
function startPayout(market: Market, job: JobState, arriving = false): void {
  if (market.traders[job.worker].onboarded) {
    job.payout = "pending";
    return;
  }
  job.payout = "pending_onboarding";
  if (job.status === "completed") tell(market, job.worker, "job.completed", job, "pending_onboarding", arriving);
}

/** A transfer has arrived. */
export function paid(market: Market, job: JobState): void {
  const net = job.books.gross - job.books.fee;
  job.payout = "paid";
  job.books.transferred = net;
  job.atStripe.transferred = net;
  tell(market, job.worker, "payment.received", job, `${net / 100} ${job.books.fee / 100}`);
}

/** `arriving`: Stripe's word that the worker is onboarded falls due at the same moment, and may come first. */
export function complete(market: Market, job: JobState, arriving = false): void {
  job.status = "completed";
  job.books.gross = job.books.captured;
  job.books.fee = share(job.books.gross, tierOf(market.traders[job.worker]).fee);
  job.releaseAt = null;
  startPayout(market, job, arriving);
  completedTrust(market, job);
}

function held(market: Market, job: JobState, card: CardKind, at: number): Refused {
  job.refused = card !== "good";
  if (card !== "good") {
    tell(market, job.buyer, "payment.failed", job);
    unspend(market, job, job.amount);
    job.spendMonth = null;
    return card === "declined" ? "payment_failed" : "payment_authentication_required";
  }
  job.books.held = job.amount;
  job.captureBefore = at + HOLD;
  job.status = "funded";
  tell(market, job.worker, "job.created", job, String(job.amount / 100));
  return null;
}

function voided(market: Market, job: JobState): void {
  job.status = "cancelled";
  job.books.held = 0;
  unspend(market, job, job.amount);
}

function captured(market: Market, job: JobState, done: boolean): Refused {
  const lapsed = job.captureBefore !== null && market.now >= job.captureBefore;
  if (!done && lapsed) {
    voided(market, job);
    job.givesBack = true;
    tellBoth(market, "job.expired", job);
    tell(market, job.buyer, "payment.canceled", job);
    return "capture_refused";
  }
  job.status = "accepted";
  job.books.captured = job.amount;
  job.atStripe.captured = job.amount;
  tell(market, job.buyer, "job.accepted", job);
  return null;
}

/** How a cancelled job's money is divided (reference 002 "Cancellation Fees by Status"). */
function terms(job: JobState, command: Asking): { readonly toWorker: number; readonly kept: number } {
  if (command !== "cancel") return { toWorker: 0, kept: 0 };
  return job.status === "accepted"
    ? { toWorker: 0, kept: share(job.amount, 500) }
    : { toWorker: share(job.amount, 2_500), kept: 0 };
}

export const refundOf = (job: JobState, command: Asking): number => {
  const { toWorker, kept } = terms(job, command);
  return job.amount - toWorker - kept;
};

const FAULT_OF_WORKER: readonly Asking[] = ["cancel_worker", "cancel_stale", "miss_deadline"];

function refunded(market: Market, job: JobState, command: Asking): void {
  const { toWorker, kept } = terms(job, command);
  const back = refundOf(job, command);
  job.status = "cancelled";
  job.books.refunded = back;
  job.atStripe.refunded = back;
  job.books.kept = kept;
  job.books.gross = toWorker;
  unspend(market, job, back);
  if (toWorker > 0) startPayout(market, job);
  if (FAULT_OF_WORKER.includes(command)) moveTrust(market, job.worker, -300);
  if (command === "cancel") tell(market, job.worker, "job.cancelled", job, String((toWorker + kept) / 100));
  if (command === "cancel_worker") tell(market, job.buyer, "job.cancelled", job, "0");
  if (command === "cancel_stale") tellBoth(market, "job.stale_cancelled", job);
  if (command === "miss_deadline") tellBoth(market, "job.deadline_expired", job);
}

/** The answer to what a command asked Stripe; `at` is when Stripe did it. */
export function settle(market: Market, job: JobState, waiting: Waiting, at: number): Refused {
  const { command, card, done } = waiting;
  job.waiting = null;
  switch (command) {
    case "create":
    case "fund":
      return held(market, job, card, at);
    case "accept":
      return captured(market, job, done);
    case "decline":
    case "cancel":
    case "expire":
      if (job.status === "funded") {
        voided(market, job);
        if (command === "decline") tell(market, job.buyer, "job.cancelled", job, "0");
        else if (command === "cancel") tell(market, job.worker, "job.cancelled", job, "0");
        else tellBoth(market, "job.expired", job);
        tell(market, job.buyer, "payment.canceled", job);
        return null;
      }
      refunded(market, job, command);
      return null;
    case "cancel_worker":
    case "cancel_stale":
    case "miss_deadline":
      refunded(market, job, command);
      return null;
  }
}

/** What Stripe has done though its answer was lost. */
export function doneAtStripe(job: JobState, command: Asking): void {
  if (command === "accept") job.atStripe.captured = job.amount;
  if (job.status !== "funded" && (command === "cancel" || command === "cancel_worker")) {
    job.atStripe.refunded = refundOf(job, command);
  }
}
