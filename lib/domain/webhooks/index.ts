export { event, EVENTS, type EventPayload, type EventType } from "./catalogue";
