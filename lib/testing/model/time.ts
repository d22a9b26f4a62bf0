import { complete, paid, settle } from "./settle";
import { tell, tellBoth, type Asking, type JobState, type Market, type Waiting } from "./state";
import { anotherRound } from "./verbs";

/** What time and background work do, in the order in which they fall due. */

/** After this many failed validations the buyer decides (decisions 4). */
const MOST_FAILURES = 3;
/** How long the queue waits before it tries a failed task again. */
const SOON = 3_000;

/** The buyer decides, however long it takes. */
function rest(job: JobState): void {
  job.status = "delivered";
  job.releaseAt = null;
}

function validated(market: Market, job: JobState): void {
  if (job.work === "bad") {
    tell(market, job.buyer, "job.validation_failed", job);
    tell(market, job.worker, "job.validation_failed", job);
    if (job.failures + 1 >= MOST_FAILURES) rest(job);
    else anotherRound(market, job);
    job.failures += 1;
    return;
  }
  if (market.judgesDown) {
    rest(job);
    tell(market, job.buyer, "job.validation_unavailable", job);
    return;
  }
  tell(market, job.buyer, "job.validation_passed", job, String(job.autoAccepts));
  tell(market, job.worker, "job.validation_passed", job);
  if (job.autoAccepts) {
    complete(market, job);
    return;
  }
  job.status = "delivered";
}

/** Stripe's account.updated has been taken in: what waited for onboarding is sent. */
function onboardingArrives(market: Market): void {
  for (const [name, trader] of Object.entries(market.traders)) {
    if (!trader.onboarding || market.eventsHeld) continue;
    trader.onboarding = false;
    trader.onboarded = true;
    for (const job of market.jobs) {
      if (job.worker === name && job.payout === "pending_onboarding") job.payout = "pending";
    }
  }
}

export interface BackgroundFault {
  /** Stripe is down for the first transfer that is tried. */
  readonly transfers: boolean;
}

/** All background work that is due at this moment. */
export function work(market: Market, fault: BackgroundFault = { transfers: false }): void {
  for (const job of market.jobs) {
    job.givesBack = false;
    if (job.status === "validating") validated(market, job);
  }
  onboardingArrives(market);
  for (const job of market.jobs) {
    if (job.payout === "pending" && fault.transfers) {
      job.payout = "pending_retry";
      if (job.status === "completed") tell(market, job.worker, "job.completed", job, "pending_retry");
    } else if (job.payout === "pending") paid(market, job);
  }
}

/** Whether the next background work asks Stripe for one transfer and for nothing else. */
export function oneTransferDue(market: Market): boolean {
  const others = market.jobs.some(
    (job) => job.givesBack || (job.status === "validating" && job.autoAccepts && job.work === "good"),
  );
  const arriving = Object.values(market.traders).some(({ onboarding }) => onboarding);
  return !others && !arriving && market.jobs.filter(({ payout }) => payout === "pending").length === 1;
}

/**
 * Whether a delivery completes by itself while Stripe's word of its worker's onboarding is on its way: which of the two is first,
 * and so whether the worker hears that its payout waits, is nobody's to say.
 */
export function completionMeetsOnboarding(market: Market): boolean {
  if (market.eventsHeld) return false;
  return market.jobs.some(
    ({ status, autoAccepts, work: handedIn, worker }) =>
      status === "validating" && autoAccepts && handedIn === "good" && market.traders[worker].onboarding,
  );
}

/** Deliveries that the model judges are going to read. */
export function judgementsDue(market: Market): number {
  return market.jobs.filter(({ status, work: handedIn }) => status === "validating" && handedIn === "good").length;
}

interface Due {
  readonly at: number;
  readonly job: JobState;
  readonly run: () => void;
}

function ask(market: Market, job: JobState, command: Asking): void {
  const waiting: Waiting = { command, card: "good", retryAt: market.now, done: false };
  settle(market, job, waiting, market.now);
}

function timerOf(market: Market, job: JobState): Due | null {
  switch (job.status) {
    case "funded":
      return {
        at: Math.min(job.deadline, job.captureBefore ?? Infinity),
        job,
        run: () => ask(market, job, "expire"),
      };
    case "accepted":
      return { at: job.deadline, job, run: () => ask(market, job, "cancel_stale") };
    case "in_progress":
      return { at: job.deadline, job, run: () => ask(market, job, "miss_deadline") };
    case "revision_requested":
      return {
        at: job.deadline,
        job,
        run: () => {
          job.status = "disputed";
          tellBoth(market, "job.disputed", job);
        },
      };
    case "delivered":
      return job.releaseAt === null ? null : { at: job.releaseAt, job, run: () => complete(market, job) };
    default:
      return null;
  }
}

function dueOf(market: Market, job: JobState): Due | null {
  const { waiting } = job;
  if (waiting !== null) {
    const doneAt = waiting.done ? waiting.retryAt - 10_000 : waiting.retryAt;
    return { at: waiting.retryAt, job, run: () => void settle(market, job, waiting, doneAt) };
  }
  if (job.payout === "pending_retry") return { at: market.now + SOON, job, run: () => paid(market, job) };
  return timerOf(market, job);
}

/** Moves the clock, and lets everything happen that falls due on the way. */
export function advance(market: Market, ms: number, fault: BackgroundFault = { transfers: false }): void {
  const target = market.now + ms;
  work(market, fault);
  for (;;) {
    const next = market.jobs
      .map((job) => dueOf(market, job))
      .filter((due) => due !== null && due.at <= target)
      .sort((a, b) => (a?.at ?? 0) - (b?.at ?? 0))[0];
    if (next === undefined || next === null) break;
    market.now = Math.max(market.now, next.at);
    next.run();
    work(market);
  }
  market.now = target;
}

export function freeze(market: Market, job: JobState): number {
  if (job.waiting !== null) return 409;
  if (["frozen", "completed", "cancelled", "refunded"].includes(job.status)) return 409;
  job.frozenFrom = job.status;
  job.frozenAt = market.now;
  job.status = "frozen";
  tellBoth(market, "job.frozen", job);
  return 200;
}

/** The job goes on where it stood; its times moved by as long as it was frozen. Stripe's hold did not wait. */
export function unfreeze(market: Market, job: JobState): number {
  if (job.status !== "frozen" || job.frozenFrom === null) return 409;
  const stood = market.now - job.frozenAt;
  job.status = job.frozenFrom;
  job.frozenFrom = null;
  job.deadline += stood;
  if (job.releaseAt !== null) job.releaseAt += stood;
  return 200;
}
