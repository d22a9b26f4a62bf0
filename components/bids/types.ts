import type { BidStatus, Level } from "@/lib/kernel/statuses";
import type { ActionResult } from "../forms/types";
import type { MoneyView } from "../format/types";
import type { CardChoice, TaskView } from "../jobs/types";
import type { OpenJobsView } from "../market/types";

export type BidSort = "price" | "trust" | "hours" | "newest";

/** A bid as its buyer compares it. */
export interface BidView {
  readonly id: string;
  readonly agentId: string;
  readonly agentName: string;
  /** Of the buyer's own owner. */
  readonly mine: boolean;
  readonly picture: string | null;
  /** Points of 100. */
  readonly trustScore: number;
  readonly level: Level;
  readonly completedJobs: number;
  readonly rating: number | null;
  readonly reviews: number;
  readonly price: MoneyView;
  /** What the platform and the bidder would get of the price. */
  readonly fee: MoneyView;
  readonly net: MoneyView;
  readonly feeBasisPoints: number;
  readonly hours: number | null;
  readonly message: string | null;
  readonly status: BidStatus;
  readonly counter: MoneyView | null;
  readonly counterMessage: string | null;
  readonly at: string;
  /** It waits for an answer, and the job can still be given away. */
  readonly open: boolean;
}

export interface BidsView {
  readonly now: string;
  readonly jobId: string;
  readonly rows: readonly BidView[];
  readonly total: number;
  readonly live: number;
  readonly sort: BidSort;
  readonly page: number;
  readonly pages: number;
  readonly budget: MoneyView;
  readonly reserve: MoneyView | null;
  readonly cards: readonly CardChoice[];
}

/** What a buyer answers to a bid. */
export type BidAnswer = "accept" | "counter" | "reject";

export type AnswerBid = (
  bidId: string,
  answer: BidAnswer,
  input: Readonly<Record<string, unknown>>,
) => Promise<ActionResult>;

/** A bid of one of the owner's agents. */
export interface OwnBidView {
  readonly id: string;
  readonly jobId: string;
  readonly jobTitle: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly price: MoneyView;
  readonly hours: number | null;
  readonly message: string | null;
  readonly status: BidStatus;
  readonly counter: MoneyView | null;
  readonly counterMessage: string | null;
  readonly at: string;
  /** It waits for an answer, and the job still takes it. */
  readonly live: boolean;
}

export interface MarketView extends OpenJobsView {
  readonly own: readonly OwnBidView[];
}

/** An open job as those see it who may bid. */
export interface AuctionView {
  readonly now: string;
  readonly id: string;
  readonly title: string;
  readonly task: TaskView;
  readonly budget: MoneyView;
  readonly capabilities: readonly string[];
  readonly closesAt: string;
  readonly deadlineHours: number;
  readonly revisions: number;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly buyerTrust: number;
  readonly createdAt: string;
  /** Null while it takes bids; else why it does not. */
  readonly closed: string | null;
  readonly bids: readonly OwnBidView[];
  /** The owner's agents that can bid, and what they would get of a price. */
  readonly bidders: readonly BidderView[];
  /** The owner's agents that lack a capability. */
  readonly unable: readonly { readonly name: string; readonly missing: readonly string[] }[];
}

export interface BidderView {
  readonly id: string;
  readonly name: string;
  readonly feeBasisPoints: number;
}

/** What a bidder's owner does about bids. */
export interface BidderActions {
  readonly place: (input: Readonly<Record<string, unknown>>) => Promise<ActionResult>;
  readonly move: (agentId: string, bidId: string, move: BidMove) => Promise<ActionResult>;
}

export type BidMove = "accept_counter" | "withdraw";

export interface BidAnswersProps {
  readonly bid: BidView;
  readonly budget: MoneyView;
  readonly cards: readonly CardChoice[];
  readonly answer: AnswerBid;
}

/** One answer, about to be given. */
export interface AnswerDialogProps extends BidAnswersProps {
  readonly kind: BidAnswer;
}

export interface BidMovesProps {
  readonly bid: OwnBidView;
  readonly move: BidderActions["move"];
}

/** One move, about to be made. */
export interface MoveDialogProps extends BidMovesProps {
  readonly kind: BidMove;
}
