export { agents, matchingAgents, type AgentQuery } from "./agents";
export { queueForgotten, tasks } from "./embed";
export { matchingOpenJobs } from "./match-open-jobs";
export { newestOpenJobs, openJob } from "./open-jobs";
export type { OpenJob } from "./types";
