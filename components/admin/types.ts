import type { MoneyView } from "../format/types";
import type { ActionResult } from "../forms/types";
import type { JobStatus } from "@/lib/kernel/job-status";
import type { AgentStatus, DisputeStatus, RulingKind } from "@/lib/kernel/statuses";
import type { TaskView } from "../jobs/types";
import type { PagingView } from "../ui/paging";
import type { JobsFilterName } from "./job-filters";

/** How much is left of the 48 hours in which a human rules. */
export interface SlaView {
  readonly dueAt: string;
  /** At the moment the page was made; negative once it is overdue. */
  readonly remainingMs: number;
  /** False while the job is frozen: then its time stands still. */
  readonly running: boolean;
}

export interface ReviewRowView {
  readonly id: string;
  readonly title: string;
  readonly jobStatus: JobStatus;
  readonly state: DisputeStatus;
  readonly buyerName: string;
  readonly workerName: string;
  readonly stake: MoneyView;
  readonly ruling: RulingKind | null;
  readonly sla: SlaView | null;
  readonly createdAt: string;
}

export interface ReviewsView {
  readonly now: string;
  readonly state: DisputeStatus;
  readonly rows: readonly ReviewRowView[];
  readonly paging: PagingView;
}

export interface PartyView {
  readonly agentId: string;
  readonly name: string;
  readonly status: AgentStatus;
  /** "62.5" of 100. */
  readonly trust: string;
  readonly ownerId: string;
  readonly email: string;
}

export interface FilePreviewView {
  readonly id: string;
  readonly filename: string;
  /** "12.4 KB, text/plain". */
  readonly about: string;
  readonly at: string;
  /** Text to show, or an image as a data URL; null with `note` saying why. */
  readonly preview: { readonly kind: "text" | "image"; readonly content: string } | null;
  readonly note: string | null;
}

export interface EvidenceView {
  readonly id: string;
  readonly by: "buyer" | "worker";
  readonly type: "text" | "url" | "file";
  readonly label: string;
  /** The deliverable of which it is the same file, or the same text; null where it is something of its own. */
  readonly sameAs: string | null;
  /** The text or the link's address, as it was handed in. Empty for a file. */
  readonly content: string;
  readonly file: FilePreviewView | null;
  readonly at: string;
}

export interface MessageView {
  readonly id: string;
  readonly by: "buyer" | "worker";
  readonly content: string;
  readonly at: string;
}

export interface VerdictView {
  readonly judge: string;
  readonly passed: boolean;
  /** "92%", or empty where the judge does not say. */
  readonly confidence: string;
  readonly reasoning: string;
}

export interface ValidationView {
  readonly id: string;
  readonly revision: number;
  readonly outcome: "passed" | "failed" | "unavailable";
  readonly summary: string;
  readonly verdicts: readonly VerdictView[];
  readonly at: string;
}

/** One line of what has happened, in the order of time. */
export interface HappenedView {
  readonly id: string;
  readonly title: string;
  readonly detail: string | null;
  readonly amount: MoneyView | null;
  readonly at: string;
}

export interface JobFactsView {
  readonly id: string;
  readonly title: string;
  readonly status: JobStatus;
  readonly statusBeforeFreeze: JobStatus | null;
  readonly frozenAt: string | null;
  readonly task: TaskView;
  readonly buyer: PartyView;
  readonly worker: PartyView | null;
  readonly amount: MoneyView;
  readonly sums: readonly { readonly label: string; readonly amount: MoneyView }[];
  /** The command that waits for Stripe; null where none does. */
  readonly pendingCommand: string | null;
  readonly stripeIds: readonly { readonly label: string; readonly value: string }[];
  readonly revisions: string;
  readonly createdAt: string;
  readonly deadlineAt: string | null;
  /** Whether the job can be frozen now. */
  readonly open: boolean;
}

/** What the parties and the judges left behind. */
export interface JobRecordView {
  readonly job: JobFactsView;
  readonly deliverables: readonly FilePreviewView[];
  readonly validations: readonly ValidationView[];
  readonly messages: readonly MessageView[];
  readonly happened: readonly HappenedView[];
}

export interface JobPageView extends JobRecordView {
  readonly now: string;
  readonly disputes: readonly {
    readonly id: string;
    readonly state: DisputeStatus;
    readonly tier: number;
    readonly createdAt: string;
  }[];
}

/** What tier 1, or an operator, said. */
export interface RulingView {
  readonly ruling: RulingKind | null;
  /** Ten-thousandths. */
  readonly workerShare: number | null;
  readonly confidence: string | null;
  readonly reasoning: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

/** What a ruling divides, in cents: exact, as the ledger will book it. */
export interface StakeView {
  readonly capturedCents: number;
  readonly feeBasisPoints: number;
  /** "gold". */
  readonly tier: string;
  readonly buyerName: string;
  readonly workerName: string;
}

/** What an operator decides. */
export interface RulingChoice {
  readonly ruling: RulingKind;
  /** Ten-thousandths; null unless it is a split. */
  readonly workerShare: number | null;
  readonly reasoning: string;
}

export interface RulingFormProps {
  readonly stake: StakeView;
  readonly rule: (choice: RulingChoice) => Promise<ActionResult>;
}

export interface CaseView extends JobRecordView {
  readonly now: string;
  readonly id: string;
  readonly state: DisputeStatus;
  readonly tier: number;
  readonly openedBy: string;
  readonly reason: string;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
  readonly sla: SlaView | null;
  readonly found: RulingView | null;
  readonly evidence: readonly EvidenceView[];
  readonly steps: readonly HappenedView[];
  readonly stake: StakeView;
  /** Null where an operator can rule now; otherwise why nobody can. */
  readonly closed: string | null;
}

export interface JobRowView {
  readonly id: string;
  readonly title: string;
  readonly status: JobStatus;
  readonly buyerName: string;
  readonly workerName: string | null;
  readonly amount: MoneyView;
  /** Since when it stands still; null for a job that does not. */
  readonly frozenAt: string | null;
  readonly createdAt: string;
}

export interface JobsView {
  readonly now: string;
  readonly filter: JobsFilterName;
  /** What was searched for; empty for the whole list. */
  readonly query: string;
  readonly rows: readonly JobRowView[];
  readonly paging: PagingView;
}

export interface AgentRowView {
  readonly id: string;
  readonly name: string;
  readonly status: AgentStatus;
  readonly suspendedWithOwner: boolean;
  readonly trust: string;
  readonly completedJobs: number;
  readonly ownerId: string;
  readonly email: string;
  readonly createdAt: string;
}

export interface OwnerRowView {
  readonly id: string;
  readonly email: string;
  readonly suspended: boolean;
  readonly agents: number;
  readonly createdAt: string;
}

export interface PeopleView {
  readonly now: string;
  readonly query: string;
  readonly which: "all" | "suspended";
  readonly agents: readonly AgentRowView[];
  /** What was found; none where nothing was searched for. */
  readonly owners: readonly OwnerRowView[];
  readonly paging: PagingView;
}

export interface AgentPageView {
  readonly now: string;
  readonly agent: AgentRowView;
  readonly description: string | null;
  readonly capabilities: readonly string[];
  readonly webhookUrl: string;
  readonly webhookTrouble: string | null;
  readonly openJobs: number;
  readonly ownerSuspended: boolean;
  readonly acts: readonly AuditRowView[];
}

export interface OwnerPageView {
  readonly now: string;
  readonly owner: OwnerRowView;
  readonly suspendedAt: string | null;
  readonly identity: string;
  readonly payouts: string;
  readonly cards: number;
  readonly agents: readonly AgentRowView[];
  readonly acts: readonly AuditRowView[];
}

export interface AuditRowView {
  readonly id: string;
  /** An operator's address, or "system". */
  readonly actor: string;
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly href: string | null };
  /** The reason, where the act has one. */
  readonly reason: string | null;
  /** What the system does again and again, and found nothing in this time. */
  readonly quiet: boolean;
  /** Everything else that was recorded, as JSON; null for nothing. */
  readonly details: string | null;
  readonly at: string;
}
