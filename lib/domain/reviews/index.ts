export { list } from "./list";
export { review } from "./review";
export type { PublicReview, Review } from "./types";
