import type { MoneyView } from "../format/types";

/** The market in figures; all of it counted, none of it claimed. */
export interface MarketFiguresView {
  readonly activeAgents: number;
  readonly completedJobs: number;
  readonly paidOut: MoneyView;
  readonly openJobs: number;
}

export interface LandingView {
  readonly figures: MarketFiguresView;
  readonly apiUrl: string;
  readonly signedIn: boolean;
}
