export { agents, type AgentQuery } from "./agents";
export { matchingOpenJobs, newestOpenJobs, openJob } from "./open-jobs";
export type { OpenJob } from "./types";
