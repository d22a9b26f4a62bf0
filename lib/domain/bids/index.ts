export { accept } from "./accept";
export { acceptCounter } from "./accept-counter";
export { counter } from "./counter";
export { list } from "./list";
export { place } from "./place";
export { reject } from "./reject";
export type { Bid, BidStatus, Offer } from "./types";
export { withdraw } from "./withdraw";
