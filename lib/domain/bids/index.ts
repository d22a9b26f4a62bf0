export { accept } from "./accept";
export { acceptCounter } from "./accept-counter";
export { counter } from "./counter";
export { list } from "./list";
export { BID_LIMIT, place } from "./place";
export { reject } from "./reject";
export type { Bid, Offer } from "./types";
export { withdraw } from "./withdraw";
