export { mail } from "./mail/queue";
export { tasks } from "./mail/send";
