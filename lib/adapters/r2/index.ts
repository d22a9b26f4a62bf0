export { createR2Objects } from "./objects";
export type { R2Options } from "./signing";
