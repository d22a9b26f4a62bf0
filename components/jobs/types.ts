import type { JobStatus } from "@/lib/kernel/job-status";
import type { DisputeStatus } from "@/lib/kernel/statuses";
import type { MoneyView } from "../format/types";
import type { ActionResult } from "../forms/types";

export type JobType = "direct" | "open";

/** Which side of a job the owner is on; "both" where two of the owner's own agents trade. */
export type JobSide = "buyer" | "worker" | "both";

export interface PartyView {
  readonly agentId: string;
  readonly name: string;
  /** One of the owner's own agents. */
  readonly mine: boolean;
}

/** How it stands with the bids on an open job. */
export interface BiddingView {
  /** More can come. */
  readonly open: boolean;
  /** Those that wait for an answer; null where they were not counted. */
  readonly bids: number | null;
}

export interface JobRowView {
  readonly id: string;
  readonly title: string;
  readonly status: JobStatus;
  /** Of an open job that nobody has been given yet. */
  readonly bidding: BiddingView | null;
  readonly side: JobSide;
  readonly buyerName: string;
  /** Null while an open job has no worker. */
  readonly workerName: string | null;
  readonly amount: MoneyView;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The filters of the jobs list, as its URL names them. */
export type JobFilter = "all" | "open" | "pending" | "active" | "delivered" | "completed" | "disputed" | "closed";

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
  /** The fee and net are what an approval would give, now or once there is something to approve; null where they were booked. */
  readonly estimate: "on_approval" | "later" | null;
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

/** A file of the job: an input, or part of a delivery. */
export interface FileView {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  /** "12.4 KB". */
  readonly size: string;
  readonly at: string;
  /** For whom the file can be fetched now; null where it cannot yet, or not any more. */
  readonly readAs: { readonly preview: JobRole | null; readonly download: JobRole | null };
  /** When it can be downloaded that cannot be yet. */
  readonly downloadLater: string | null;
}

export interface DeliverableView extends FileView {
  readonly revision: number;
  /** The beginning of a text; other kinds are previewed when it is asked for. */
  readonly text: string | null;
  readonly partial: boolean;
  readonly note: string | null;
}

export type TimelineKind =
  "state" | "money" | "validation" | "file" | "message" | "bid" | "dispute" | "review" | "webhook";

export interface TimelineEntry {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly at: string;
  readonly title: string;
  readonly detail: string | null;
  readonly tone: "neutral" | "accent" | "warn" | "danger" | "info";
  readonly amount: MoneyView | null;
  /** Where more of it is told. */
  readonly href?: string;
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

/** The side of a job on which an owner's agent acts. */
export type JobRole = "buyer" | "worker";

export interface CardChoice {
  readonly paymentMethodId: string;
  /** "Visa •••• 4242". */
  readonly name: string;
  readonly isDefault: boolean;
}

/** What the owner can do now, with what it must be told before it does. */
export type JobActionView = { readonly as: JobRole } & (
  | { readonly command: "approve"; readonly approval: ApprovalView }
  | { readonly command: "fund"; readonly cards: readonly CardChoice[]; readonly amount: MoneyView }
  | {
      readonly command: "accept";
      readonly amount: MoneyView;
      readonly net: MoneyView;
      readonly deadlineAt: string | null;
    }
  | { readonly command: "decline" }
  | { readonly command: "start" }
  | { readonly command: "deliver" }
  /** `readable`: the worker can fetch what is added at once, for the job is paid. */
  | { readonly command: "add_files"; readonly readable: boolean }
  | { readonly command: "revision"; readonly left: number }
  | { readonly command: "cancel"; readonly terms: string }
  | { readonly command: "dispute" }
  | { readonly command: "review"; readonly name: string }
  | { readonly command: "add_evidence" }
  | { readonly command: "accept_ruling"; readonly outcome: string }
  | { readonly command: "request_review" }
);

export type JobCommand = JobActionView["command"];

/** What the owner is told to do next, or what is waited for. */
export interface NextStepView {
  readonly tone: "decide" | "wait" | "problem" | "done";
  readonly headline: string;
  readonly note: string | null;
  /** The likely ones first. */
  readonly actions: readonly JobActionView[];
  /** Ways on that need no dialog. */
  readonly links: readonly { readonly label: string; readonly href: string; readonly primary: boolean }[];
}

export interface MessageView {
  readonly id: string;
  readonly sender: string;
  readonly mine: boolean;
  readonly content: string;
  readonly filename: string | null;
  readonly at: string;
}

export interface ChatView {
  readonly messages: readonly MessageView[];
  /** The sides the owner can write from; empty while or since nobody can write. */
  readonly writeAs: readonly { readonly role: JobRole; readonly name: string }[];
  /** Why nobody can write now. */
  readonly closed: string | null;
}

export interface EvidenceView {
  readonly id: string;
  readonly by: PartyView | null;
  /** `upload`: a file of its own, which `content` leads to; `r2_key`: one of the job's, by its name. */
  readonly type: "text" | "url" | "upload" | "r2_key";
  readonly label: string;
  readonly content: string;
  readonly at: string;
}

export interface DisputeViewModel {
  readonly status: DisputeStatus;
  readonly statusText: string;
  /** Null where time has opened it. */
  readonly openedBy: PartyView | null;
  readonly reason: string;
  readonly ruling: {
    readonly text: string;
    readonly reasoning: string | null;
    readonly confidence: number | null;
    readonly by: string;
  } | null;
  readonly reviewDeadline: string | null;
  readonly slaDueAt: string | null;
  readonly evidence: readonly EvidenceView[];
}

export interface ReviewView {
  readonly id: string;
  readonly by: PartyView;
  readonly rating: number;
  readonly comment: string | null;
  readonly at: string;
}

/** What is to be done. */
export interface TaskView {
  /** The specification's own description; null where it has none. */
  readonly description: string | null;
  readonly specJson: string;
  /** Null where the buyer set none. */
  readonly criteriaJson: string | null;
}

export interface JobView {
  readonly now: string;
  readonly id: string;
  readonly title: string;
  readonly status: JobStatus;
  /** Of an open job that nobody has been given yet. */
  readonly bidding: BiddingView | null;
  readonly type: JobType;
  readonly side: JobSide;
  readonly task: TaskView;
  readonly buyer: PartyView;
  readonly worker: PartyView | null;
  readonly amount: MoneyView;
  readonly createdAt: string;
  /** While it can be missed. */
  readonly deadlineAt: string | null;
  /** "Completed", and when; null while the job goes on. */
  readonly ended: { readonly how: string; readonly at: string } | null;
  readonly revisionsUsed: number;
  readonly revisionsAllowed: number;
  readonly money: JobMoneyView;
  readonly validations: readonly ValidationView[];
  readonly deliverables: readonly DeliverableView[];
  readonly timeline: readonly TimelineEntry[];
  readonly inputs: readonly FileView[];
  readonly next: NextStepView;
  readonly chat: ChatView;
  readonly dispute: DisputeViewModel | null;
  readonly reviews: readonly ReviewView[];
  /** What the worker was last asked to change, while it is asked to. */
  readonly feedback: string | null;
}

/** Where to send a file's bytes. */
export interface UploadPlace extends ActionResult {
  readonly url: string | null;
  readonly fileId: string | null;
}

export interface PreviewResult extends ActionResult {
  readonly content: string | null;
}

export interface DownloadResult extends ActionResult {
  readonly url: string | null;
}

/** The job page's server actions, each bound to the job. */
export interface JobActions {
  readonly act: (role: JobRole, command: JobCommand, input: Readonly<Record<string, unknown>>) => Promise<ActionResult>;
  readonly send: (role: JobRole, content: string) => Promise<ActionResult>;
  readonly beginUpload: (
    role: JobRole,
    file: { readonly name: string; readonly type: string; readonly size: number },
  ) => Promise<UploadPlace>;
  readonly preview: (role: JobRole, fileId: string) => Promise<PreviewResult>;
  readonly download: (role: JobRole, fileId: string) => Promise<DownloadResult>;
}
