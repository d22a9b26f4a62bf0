/** What one party does to a job, in the words of the API's paths. */
export interface Step {
  readonly by: "buyer" | "worker";
  readonly verb: "accept" | "start" | "submit" | "approve" | "decline" | "cancel";
  /** The statuses in which the step has been carried out, ours or an earlier try's. */
  readonly done: readonly string[];
}

/** One way a trade can go, with what it must leave at Stripe. Where the steps stop early, time does the rest. */
export interface Ending {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly status: "completed" | "cancelled";
  readonly captured: boolean;
  /** Cents back to the buyer. */
  readonly refunded: (amount: number) => number;
  /** Cents for the worker, before the platform's fee. */
  readonly earned: (amount: number) => number;
  /** Whether the platform takes its fee from what the worker earns. */
  readonly feeTaken: boolean;
}

const ACCEPTED = ["accepted", "in_progress", "validating", "delivered", "completed", "cancelled"];
const accept: Step = { by: "worker", verb: "accept", done: ACCEPTED };
const start: Step = { by: "worker", verb: "start", done: ACCEPTED.slice(1) };
const submit: Step = { by: "worker", verb: "submit", done: ["delivered", "completed"] };
const approve: Step = { by: "buyer", verb: "approve", done: ["completed"] };
const decline: Step = { by: "worker", verb: "decline", done: ["cancelled"] };
const buyerCancels: Step = { by: "buyer", verb: "cancel", done: ["cancelled"] };
const workerCancels: Step = { by: "worker", verb: "cancel", done: ["cancelled"] };

const nothing = (): number => 0;
const everything = (amount: number): number => amount;
/** Shares are rounded half up to the cent (decisions 1). */
const percent = (amount: number, share: number): number => Math.floor((amount * share + 50) / 100);

const paid = { status: "completed", captured: true, refunded: nothing, earned: everything, feeTaken: true } as const;
const untouched = {
  status: "cancelled",
  captured: false,
  refunded: nothing,
  earned: nothing,
  feeTaken: false,
} as const;
const returned = {
  status: "cancelled",
  captured: true,
  refunded: everything,
  earned: nothing,
  feeTaken: false,
} as const;

/** The money of decisions, section 4, restated so that the application's own sums are not their own witness. */
export const ENDINGS: readonly Ending[] = [
  { name: "approved", steps: [accept, start, submit, approve], ...paid },
  { name: "released after 48 hours", steps: [accept, start, submit], ...paid },
  { name: "cancelled before it is accepted", steps: [buyerCancels], ...untouched },
  {
    name: "cancelled after it is accepted",
    steps: [accept, buyerCancels],
    ...returned,
    refunded: (amount) => amount - percent(amount, 5),
  },
  {
    name: "cancelled while it is worked on",
    steps: [accept, start, buyerCancels],
    ...returned,
    refunded: (amount) => amount - percent(amount, 25),
    earned: (amount) => percent(amount, 25),
  },
  { name: "approved without a start", steps: [accept, submit, approve], ...paid },
  { name: "declined", steps: [decline], ...untouched },
  { name: "given up by the worker", steps: [accept, workerCancels], ...returned },
  { name: "never accepted", steps: [], ...untouched },
  { name: "never started", steps: [accept], ...returned },
];
