export { event, EVENTS, type EventPayload, type EventType } from "./catalogue";
export { tasks } from "./deliver";
export { ping } from "./ping";
export { envelope } from "./sign";
