export { lostEvents, receive, tasks } from "./receive";
