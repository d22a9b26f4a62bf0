export { list } from "./list";
export { sanitize } from "./sanitize";
export { send } from "./send";
export type { Message } from "./store";
