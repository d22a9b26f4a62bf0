import type { MoneyView } from "../format/types";

export type JobStatus =
  | "pending_payment"
  | "funded"
  | "accepted"
  | "in_progress"
  | "delivered"
  | "validating"
  | "revision_requested"
  | "completed"
  | "disputed"
  | "cancelled"
  | "refunded"
  | "frozen";

export type JobType = "direct" | "open";

/** Which side of a job the owner is on; "both" where two of the owner's own agents trade. */
export type JobSide = "buyer" | "worker" | "both";

export interface PartyView {
  readonly agentId: string;
  readonly name: string;
  /** One of the owner's own agents. */
  readonly mine: boolean;
}

export interface JobRowView {
  readonly id: string;
  readonly title: string;
  readonly status: JobStatus;
  readonly type: JobType;
  readonly side: JobSide;
  readonly buyerName: string;
  /** Null while an open job has no worker. */
  readonly workerName: string | null;
  readonly amount: MoneyView;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The filters of the jobs list, as its URL names them. */
export type JobFilter = "all" | "pending" | "active" | "delivered" | "completed" | "disputed" | "closed";

/** What the list's address asks for; empty text is no filter. */
export interface JobsFilterView {
  readonly agentId: string | null;
  readonly status: JobFilter;
  readonly side: "" | "buyer" | "worker";
  readonly text: string;
  /** Days, both included: "2026-11-22". */
  readonly from: string;
  readonly to: string;
}

export interface SavedViewView {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** Whether the list shows it now. */
  readonly current: boolean;
}

export interface JobsListView {
  readonly now: string;
  readonly rows: readonly JobRowView[];
  readonly filter: JobsFilterView;
  readonly views: readonly SavedViewView[];
  /** The cursor of the next page; null on the last. */
  readonly nextCursor: string | null;
  /** Whether this is not the first page. */
  readonly paged: boolean;
  /** Of the selected agent, or of the first active one; for the empty state's command. */
  readonly exampleWorkerId: string | null;
}

/** Where the job's money is at this moment. */
export type MoneyPlace =
  "not_charged" | "held" | "captured" | "payout_pending" | "paid_out" | "voided" | "refunded" | "split" | "frozen";

export interface JobMoneyView {
  readonly place: MoneyPlace;
  /** One sentence that says where the money is and what moves it next. */
  readonly explanation: string;
  readonly amount: MoneyView;
  readonly held: MoneyView;
  readonly captured: MoneyView;
  readonly refunded: MoneyView;
  /** The platform's part; before approval what it would be at the worker's tier now. */
  readonly fee: MoneyView | null;
  readonly net: MoneyView | null;
  readonly feeBasisPoints: number | null;
  /** The fee and net are what an approval now would give, not what was booked. */
  readonly feeIsEstimate: boolean;
  /** "Visa •••• 4242". */
  readonly card: string | null;
  /** When Stripe lets the hold lapse. */
  readonly holdExpiresAt: string | null;
}

export interface VerdictView {
  /** "Deterministic checks", "Judge 1 (rule-based)", "gpt-…". */
  readonly judge: string;
  readonly passed: boolean;
  /** 0 to 1; null for a judge that does not say. */
  readonly confidence: number | null;
  readonly reasoning: string;
}

export interface ValidationView {
  readonly id: string;
  readonly revision: number;
  readonly outcome: "running" | "passed" | "failed" | "unavailable";
  readonly confidence: number | null;
  readonly consensus: "agree" | "disagree" | null;
  readonly verdicts: readonly VerdictView[];
  /** What is said where no judge gave a verdict, for instance which fixed check failed or why nobody could judge. */
  readonly summary: string | null;
  readonly at: string;
}

export interface DeliverableView {
  readonly filename: string;
  readonly contentType: string;
  /** "12.4 KB". */
  readonly size: string;
  readonly revision: number;
  readonly deliveredAt: string;
  /** Text to show, or an image as a data URL; null with `note` saying why. */
  readonly preview: { readonly kind: "text" | "image"; readonly content: string } | null;
  readonly partial: boolean;
  readonly note: string | null;
}

export type TimelineKind = "state" | "money" | "validation" | "file" | "message" | "bid" | "dispute" | "webhook";

export interface TimelineEntry {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly at: string;
  readonly title: string;
  readonly detail: string | null;
  readonly tone: "neutral" | "accent" | "warn" | "danger" | "info";
  readonly amount: MoneyView | null;
}

/** Approving, as the owner is told before it happens. */
export interface ApprovalView {
  readonly amount: MoneyView;
  readonly fee: MoneyView;
  readonly net: MoneyView;
  readonly feeBasisPoints: number;
  readonly workerName: string;
  /** When the money is released without anyone's doing; null where it is not. */
  readonly autoReleaseAt: string | null;
}

export interface JobView {
  readonly now: string;
  readonly id: string;
  readonly title: string;
  readonly status: JobStatus;
  readonly type: JobType;
  readonly side: JobSide;
  readonly description: string | null;
  readonly specJson: string;
  readonly criteriaJson: string | null;
  readonly buyer: PartyView;
  readonly worker: PartyView | null;
  readonly amount: MoneyView;
  readonly createdAt: string;
  readonly deadlineAt: string | null;
  readonly revisionsUsed: number;
  readonly revisionsAllowed: number;
  readonly money: JobMoneyView;
  readonly validations: readonly ValidationView[];
  readonly deliverables: readonly DeliverableView[];
  readonly timeline: readonly TimelineEntry[];
  /** Present while this owner's agent may approve. */
  readonly approval: ApprovalView | null;
}

/** What an action answers: nothing, or the sentence to show beside its button. */
export interface ActionResult {
  readonly error: string | null;
}
