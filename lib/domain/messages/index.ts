export { list } from "./list";
export { send } from "./send";
export type { Message } from "./store";
export { sanitize } from "./sanitize";
