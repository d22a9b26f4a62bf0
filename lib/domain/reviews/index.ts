export { list } from "./list";
export { review } from "./review";
export type { PublicReview, Rating, Review } from "./types";
