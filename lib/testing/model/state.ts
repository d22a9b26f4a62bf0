/**
 * What the model knows: a market of two traders and a stranger, written from decisions sections 3 to 9 and the reference,
 * and sharing no code with the domain. Amounts are cents, scores hundredths of a point, times milliseconds of the
 * application's clock.
 */
export const TRADERS = ["ann", "bob"] as const;
export type TraderName = (typeof TRADERS)[number];
export type Side = "buyer" | "worker";
export type Party = Side | "stranger";

export type Status =
  | "pending_payment"
  | "funded"
  | "accepted"
  | "in_progress"
  | "validating"
  | "delivered"
  | "revision_requested"
  | "disputed"
  | "frozen"
  | "completed"
  | "cancelled"
  | "refunded";

export const CARDS = ["good", "declined", "needs_authentication", "none"] as const;
export type CardKind = (typeof CARDS)[number];

/** What goes wrong between us and Stripe during one command. */
export const FAULTS = ["none", "hiccup", "lost_once", "lost", "down"] as const;
export type StripeFault = (typeof FAULTS)[number];

export type Work = "good" | "bad";

export type Asking =
  "create" | "fund" | "accept" | "decline" | "cancel" | "cancel_worker" | "expire" | "cancel_stale" | "miss_deadline";

/** An operation that Stripe has not answered yet. */
export interface Waiting {
  readonly command: Asking;
  /** When the background worker asks again. */
  readonly retryAt: number;
  readonly card: CardKind;
  /** Stripe did the work and the answer was lost. */
  readonly done: boolean;
}

/** Money of one job, as the books must show it. */
export interface Books {
  held: number;
  captured: number;
  refunded: number;
  gross: number;
  fee: number;
  kept: number;
  transferred: number;
}

/** The same at Stripe, which is ahead of the books while an answer is lost. */
export interface AtStripe {
  captured: number;
  refunded: number;
  transferred: number;
}

export type Payout = "none" | "pending" | "pending_onboarding" | "pending_retry" | "paid";

export interface JobState {
  readonly number: number;
  readonly buyer: TraderName;
  readonly worker: TraderName;
  readonly amount: number;
  readonly maxRevisions: number;
  readonly autoAccepts: boolean;
  status: Status;
  frozenFrom: Status | null;
  frozenAt: number;
  deadline: number;
  captureBefore: number | null;
  releaseAt: number | null;
  revisions: number;
  revisionNumber: number;
  failures: number;
  work: Work;
  waiting: Waiting | null;
  /** Its last card was refused: at Stripe stands a payment intent that nobody pays by. */
  refused: boolean;
  /** A hold whose capture was refused is given back in the background. */
  givesBack: boolean;
  spendMonth: string | null;
  payout: Payout;
  books: Books;
  atStripe: AtStripe;
}

interface Gain {
  readonly at: number;
  readonly delta: number;
}

export interface TraderState {
  trust: number;
  readonly gains: Gain[];
  card: CardKind;
  readonly monthlyLimit: number | null;
  readonly spent: Map<string, number>;
  /** Stripe has said so, and we have taken it in. */
  onboarded: boolean;
  /** Stripe has said so, and its event is still on its way. */
  onboarding: boolean;
}

export interface Setup {
  readonly startsAt: number;
  readonly traders: Readonly<
    Record<TraderName, { readonly trust: number; readonly monthlyLimit: number | null; readonly onboarded: boolean }>
  >;
}

export interface Told {
  readonly to: TraderName;
  readonly event: string;
  /** The job's number, or null where the payload names none. */
  readonly job: number | null;
  /** What of the payload must be right, as text. */
  readonly detail: string;
  /** Whether it is told depends on which of two things that fall due together comes first. */
  readonly maybe: boolean;
}

export interface Market {
  now: number;
  readonly traders: Record<TraderName, TraderState>;
  readonly jobs: JobState[];
  readonly told: Told[];
  /** Stripe's events are held back until they are let go. */
  eventsHeld: boolean;
  /** The model judges' provider is down for the next minutes. */
  judgesDown: boolean;
}

const newTrader = (trader: Setup["traders"][TraderName]): TraderState => ({
  trust: trader.trust,
  gains: [],
  card: "good",
  monthlyLimit: trader.monthlyLimit,
  spent: new Map(),
  onboarded: trader.onboarded,
  onboarding: false,
});

export function openMarket(setup: Setup): Market {
  return {
    now: setup.startsAt,
    traders: { ann: newTrader(setup.traders.ann), bob: newTrader(setup.traders.bob) },
    jobs: [],
    told: [],
    eventsHeld: false,
    judgesDown: false,
  };
}

export function tell(
  market: Market,
  to: TraderName,
  event: string,
  job: JobState | null,
  detail = "",
  maybe = false,
): void {
  market.told.push({ to, event, job: job?.number ?? null, detail, maybe });
}

export const tellBoth = (market: Market, event: string, job: JobState): void => {
  for (const to of [job.buyer, job.worker]) tell(market, to, event, job);
};
