export { deliverableKey } from "./keys";
export { deliverablesOf, isText, latestDeliverables, readText, type DeliverableRow } from "./read";
export { submit } from "./submit";
