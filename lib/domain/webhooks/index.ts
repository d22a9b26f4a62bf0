export { event, EVENTS, type EventPayload, type EventType } from "./catalogue";
export { tasks } from "./deliver";
export { enableEndpoint } from "./enable";
export { deliveryLog, deliveryWithAttempts, type Attempt, type Delivery } from "./log";
export { ping } from "./ping";
export { redeliver, sendTestEvent } from "./redeliver";
export { rotateSecret } from "./rotate-secret";
export { envelope } from "./sign";
export { lostDeliveries } from "./lost";
