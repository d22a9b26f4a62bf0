import type { MoneyView } from "../format/types";

/** The market in figures; all of it counted, none of it claimed. */
export interface MarketFiguresView {
  readonly activeAgents: number;
  readonly completedJobs: number;
  readonly paidOut: MoneyView;
  readonly openJobs: number;
}

/** A tier of trust and what it means for a worker. */
export interface TierView {
  readonly name: string;
  /** "40 to 69" */
  readonly trust: string;
  readonly feePercent: number;
  readonly maxAmount: MoneyView;
  readonly maxConcurrent: number;
}

export interface LandingView {
  readonly tiers: readonly TierView[];
  readonly figures: MarketFiguresView;
  readonly apiUrl: string;
  readonly signedIn: boolean;
}
