import type { BidAnswer, BidMove } from "./types";

/** How a button looks. */
interface Look {
  readonly label: string;
  readonly variant: "primary" | "secondary" | "ghost";
}

/** A buyer's answers to a bid. */
export const ANSWERS: Readonly<Record<BidAnswer, Look>> = {
  accept: { label: "Accept", variant: "primary" },
  counter: { label: "Counter", variant: "secondary" },
  reject: { label: "Turn down", variant: "ghost" },
};

/** What a bidder does about a bid. */
export const MOVES: Readonly<Record<BidMove, Look>> = {
  accept_counter: { label: "Take the offer", variant: "primary" },
  withdraw: { label: "Withdraw", variant: "ghost" },
};
