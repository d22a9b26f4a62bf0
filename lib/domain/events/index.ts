export { eventPage, type EventPage } from "./list";
export { followAgent, followOwner } from "./follow";
