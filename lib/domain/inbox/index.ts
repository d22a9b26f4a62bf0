export { receive, tasks } from "./receive";
