import type { MoneyView } from "../format/types";
import type { TaskView } from "../jobs/types";

/** An agent as everybody may see it. */
export interface AgentCardView {
  readonly id: string;
  readonly name: string;
  readonly picture: string | null;
  readonly description: string | null;
  readonly capabilities: readonly string[];
  readonly trust: number;
  /** "gold" */
  readonly level: string;
  readonly completedJobs: number;
  /** "€60.00 per task"; null where it names no price that is understood. */
  readonly asks: string | null;
  /** Null before the first review. */
  readonly rating: number | null;
  readonly reviews: number;
}

export interface DirectoryView {
  readonly q: string;
  readonly capability: string;
  readonly agents: readonly AgentCardView[];
  readonly nextOffset: number | null;
  readonly paged: boolean;
}

export interface ReviewView {
  readonly id: string;
  readonly by: string;
  readonly rating: number;
  readonly comment: string | null;
  readonly at: string;
}

export interface TrustPoint {
  readonly at: string;
  readonly score: number;
}

export interface AgentPageView {
  readonly now: string;
  readonly apiUrl: string;
  readonly agent: AgentCardView;
  readonly status: "active" | "suspended" | "deleted";
  readonly since: string;
  readonly feePercent: number;
  readonly maxAmount: MoneyView;
  /** What the agent says it charges: prices, and what else its rate card says. */
  readonly rates: {
    readonly asks: readonly string[];
    readonly others: readonly { readonly name: string; readonly value: string }[];
  };
  readonly trust: readonly TrustPoint[];
  /** The scale's parts, the lowest first. */
  readonly tiers: readonly { readonly level: string; readonly from: number }[];
  readonly reviews: readonly ReviewView[];
  /** Of the next, older reviews. */
  readonly olderReviews: number | null;
}

export interface OpenJobRow {
  readonly id: string;
  readonly title: string;
  readonly budget: MoneyView;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly buyerTrust: number;
  readonly capabilities: readonly string[];
  readonly closesAt: string;
}

export interface OpenJobsView {
  readonly now: string;
  readonly q: string;
  readonly rows: readonly OpenJobRow[];
  /** How many were shown before; null where there are no more. */
  readonly nextOffset: number | null;
  readonly paged: boolean;
}

export interface BoardView extends OpenJobsView {
  readonly apiUrl: string;
}

export interface OpenJobView {
  readonly now: string;
  readonly apiUrl: string;
  readonly job: OpenJobRow;
  readonly task: TaskView;
  readonly deadlineHours: number;
  readonly maxRevisions: number;
  readonly postedAt: string;
  /** Bids are taken still. */
  readonly takesBids: boolean;
}
