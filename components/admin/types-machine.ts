import type { MoneyView } from "../format/types";
import type { PagingView } from "../ui/paging";
import type { AuditRowView } from "./types";

/* What the console shows of money and of the machine. */

export interface OperationRowView {
  readonly id: string;
  /** "Refund", and what waits for it: "for: cancel". */
  readonly what: string;
  readonly waitingFor: string | null;
  readonly jobId: string | null;
  readonly title: string | null;
  readonly amount: MoneyView;
  readonly attempts: number;
  readonly error: string | null;
  readonly at: string;
  /** What a retry would do, or null where there is nothing to do again from here. */
  readonly retry: string | null;
}

export interface PayoutRowView {
  readonly jobId: string;
  readonly title: string;
  readonly status: string;
  readonly tone: "info" | "warn";
  readonly net: MoneyView;
  readonly workerId: string;
  readonly workerName: string;
  readonly email: string;
  readonly operationId: string | null;
  readonly since: string;
}

export interface ReconcileRunView {
  readonly id: string;
  readonly day: string;
  readonly by: string;
  readonly differences: number;
  readonly at: string;
}

export interface MoneyPageView {
  readonly now: string;
  readonly runs: readonly ReconcileRunView[];
  readonly pending: readonly OperationRowView[];
  readonly refused: readonly OperationRowView[];
  readonly refusedPaging: PagingView;
  readonly payouts: readonly PayoutRowView[];
  readonly payoutsPaging: PagingView;
  /** Refunds that the buyer's bank sent back: owed to the buyer, by another way. */
  readonly returned: readonly AuditRowView[];
}

export interface DifferenceView {
  readonly key: string;
  readonly day: string;
  readonly what: string;
  readonly about: string;
  readonly jobId: string | null;
  readonly ledger: string;
  readonly stripe: string;
  readonly id: string;
}

export interface ReconciliationView {
  readonly days: number;
  readonly rows: readonly {
    readonly day: string;
    readonly jobs: number;
    readonly captured: string;
    readonly refunded: string;
    readonly transferred: string;
    readonly reversed: string;
    readonly differences: number;
  }[];
  readonly differences: readonly DifferenceView[];
}

export type ReconcileResult =
  { readonly found: ReconciliationView; readonly error: null } | { readonly found: null; readonly error: string };

export interface EndpointRowView {
  readonly agentId: string;
  readonly agentName: string;
  readonly url: string;
  readonly email: string;
  readonly failingSince: string;
  readonly disabled: boolean;
  readonly lastCode: number | null;
}

export interface FigureView {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone?: "danger" | "warn";
}

export interface WebhooksPageView {
  readonly now: string;
  readonly figures: readonly FigureView[];
  readonly endpoints: readonly EndpointRowView[];
  readonly paging: PagingView;
}

export interface TaskCountView {
  readonly task: string;
  readonly due: number;
  /** When the one that has been due for longest was to run; null where none is due. */
  readonly oldestDue: string | null;
  readonly waiting: number;
  /** When the first of those that wait is due. */
  readonly nextDue: string | null;
  readonly running: number;
  readonly failed: number;
}

export interface TroubledTaskView {
  readonly id: number;
  readonly task: string;
  readonly payload: string;
  readonly attempts: string;
  readonly error: string;
  readonly failed: boolean;
  readonly running: boolean;
  readonly runAt: string;
}

export interface TasksPageView {
  readonly now: string;
  readonly counts: readonly TaskCountView[];
  readonly troubled: readonly TroubledTaskView[];
}

export interface AuditPageView {
  readonly rows: readonly AuditRowView[];
  /** Whose acts, and of what kind; null for all. */
  readonly filter: { readonly actor: string | null; readonly action: string | null };
  /** Who can be chosen. */
  readonly actors: readonly { readonly value: string; readonly label: string }[];
  readonly paging: PagingView;
}
