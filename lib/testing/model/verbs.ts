import {
  allowed,
  AUTO_RELEASE,
  BELONGS_TO,
  HOUR,
  jobsTaken,
  jobsUnderWay,
  LEAST_FOR_REVISION,
  spend,
  tierOf,
} from "./rules";
import { complete, doneAtStripe, settle, type Refused } from "./settle";
import {
  tell,
  type Asking,
  type CardKind,
  type JobState,
  type Market,
  type Party,
  type Side,
  type StripeFault,
  type TraderName,
  type Waiting,
  type Work,
} from "./state";

/** What the API must answer. */
export interface Expected {
  readonly status: number;
  readonly code?: string;
  readonly allowed?: readonly string[];
}

const OK: Expected = { status: 200 };
const CREATED: Expected = { status: 201 };
const SILENT: Expected = { status: 503, code: "payment_provider_unavailable" };
const BUSY: Expected = { status: 409, code: "operation_in_progress" };
/** A background task takes up an operation that nobody has finished after ten seconds. */
const RETRY_AFTER = 10_000;

export const VERBS = ["fund", "accept", "decline", "start", "submit", "approve", "revision", "cancel"] as const;
export type Verb = (typeof VERBS)[number];

function refusal(code: NonNullable<Refused>): Expected {
  return { status: code === "capture_refused" ? 409 : 402, code };
}

/** Commits the claim and asks Stripe, who may stay silent. */
function ask(
  market: Market,
  job: JobState,
  command: Asking,
  { card = "good", fault, ok }: { readonly card?: CardKind; readonly fault: StripeFault; readonly ok: Expected },
): Expected {
  const silent = fault === "lost" || fault === "down";
  const waiting: Waiting = { command, card, retryAt: market.now + RETRY_AFTER, done: fault === "lost" };
  if (silent) {
    job.waiting = waiting;
    // A hold that has lapsed cannot be captured, whether or not its answer arrives.
    const lapsed = command === "accept" && job.captureBefore !== null && market.now >= job.captureBefore;
    if (waiting.done && lapsed) job.waiting = { ...waiting, done: false };
    else if (waiting.done) doneAtStripe(job, command);
    return SILENT;
  }
  const refused = settle(market, job, waiting, market.now);
  return refused === null ? ok : refusal(refused);
}

export interface Posting {
  readonly buyer: TraderName;
  readonly amount: number;
  readonly deadlineHours: number;
  readonly maxRevisions: number;
  readonly autoAccepts: boolean;
}

/** Posts a direct job. Where the API keeps one, it is the last of `market.jobs`. */
export function post(market: Market, posting: Posting, fault: StripeFault): Expected {
  const worker: TraderName = posting.buyer === "ann" ? "bob" : "ann";
  const tier = tierOf(market.traders[worker]);
  if (posting.amount > tier.largest || jobsUnderWay(market, worker) >= tier.concurrent) {
    return { status: 403, code: "tier_limit_exceeded" };
  }
  const { card } = market.traders[posting.buyer];
  if (card === "none") return { status: 402, code: "payment_method_required" };
  const job = newJob(market, posting, worker);
  if (!spend(market, job, job.amount)) return { status: 402, code: "monthly_limit_exceeded" };
  market.jobs.push(job);
  return ask(market, job, "create", { card, fault, ok: CREATED });
}

function newJob(market: Market, posting: Posting, worker: TraderName): JobState {
  return {
    ...posting,
    number: market.jobs.length,
    worker,
    status: "pending_payment",
    frozenFrom: null,
    frozenAt: 0,
    deadline: market.now + posting.deadlineHours * HOUR,
    captureBefore: null,
    releaseAt: null,
    revisions: 0,
    revisionNumber: 1,
    failures: 0,
    work: "good",
    waiting: null,
    refused: false,
    givesBack: false,
    spendMonth: null,
    payout: "none",
    books: { held: 0, captured: 0, refunded: 0, gross: 0, fee: 0, kept: 0, transferred: 0 },
    atStripe: { captured: 0, refunded: 0, transferred: 0 },
  };
}

function fund(market: Market, job: JobState, fault: StripeFault): Expected {
  const { card } = market.traders[job.buyer];
  if (card === "none") return { status: 402, code: "payment_method_required" };
  if (!spend(market, job, job.amount)) return { status: 402, code: "monthly_limit_exceeded" };
  return ask(market, job, "fund", { card, fault, ok: OK });
}

function accept(market: Market, job: JobState, fault: StripeFault): Expected {
  const tier = tierOf(market.traders[job.worker]);
  if (job.amount > tier.largest || jobsTaken(market, job.worker) >= tier.concurrent) {
    return { status: 403, code: "tier_limit_exceeded" };
  }
  return ask(market, job, "accept", { fault, ok: OK });
}

function cancel(market: Market, job: JobState, side: Side, fault: StripeFault): Expected {
  if (job.status === "pending_payment") {
    job.status = "cancelled";
    tell(market, job.worker, "job.cancelled", job, "0");
    if (job.refused) tell(market, job.buyer, "payment.canceled", job);
    return OK;
  }
  return ask(market, job, side === "worker" ? "cancel_worker" : "cancel", { fault, ok: OK });
}

function submit(market: Market, job: JobState, work: Work): Expected {
  job.status = "validating";
  job.work = work;
  job.releaseAt = market.now + AUTO_RELEASE;
  tell(market, job.buyer, "job.delivered", job, String(job.revisionNumber));
  return OK;
}

/** Asked to deliver again: another round, and at least a day for it. */
export function anotherRound(market: Market, job: JobState): void {
  job.status = "revision_requested";
  job.revisionNumber += 1;
  job.deadline = Math.max(job.deadline, market.now + LEAST_FOR_REVISION);
  job.releaseAt = null;
}

export interface Act {
  readonly verb: Verb;
  readonly by: Party;
  readonly work: Work;
  readonly fault: StripeFault;
}

/** The same post under the same Idempotency-Key, after Stripe had been silent: it goes on where the first try stopped. */
export function resumePost(market: Market): Expected {
  const job = market.jobs.at(-1);
  if (job?.waiting === undefined || job.waiting === null) throw new Error("nothing waits to be resumed");
  const refused = settle(market, job, job.waiting, market.now);
  return refused === null ? CREATED : refusal(refused);
}

/** The answer to a verb on a job, and what it does. */
export function act(market: Market, job: JobState, { verb, by, work, fault }: Act): Expected {
  if (by === "stranger") return { status: 404, code: "not_found" };
  const only = BELONGS_TO[verb];
  if (only !== undefined && only !== by) return { status: 403, code: "forbidden" };
  if (job.waiting !== null) return BUSY;
  const mine = allowed(job, by);
  if (!mine.includes(verb)) {
    const spent = verb === "revision" && job.status === "delivered";
    return spent
      ? { status: 409, code: "revision_limit_reached" }
      : { status: 409, code: "invalid_job_status", allowed: mine };
  }
  switch (verb) {
    case "fund":
      return fund(market, job, fault);
    case "accept":
      return accept(market, job, fault);
    case "decline":
      return ask(market, job, "decline", { fault, ok: OK });
    case "cancel":
      return cancel(market, job, by, fault);
    case "start":
      job.status = "in_progress";
      tell(market, job.buyer, "job.started", job);
      return OK;
    case "submit":
      return submit(market, job, work);
    case "approve":
      complete(market, job);
      return OK;
    case "revision":
      job.revisions += 1;
      anotherRound(market, job);
      tell(market, job.worker, "job.revision_requested", job);
      return OK;
  }
}
