export { agentDashboard, type AgentDashboard } from "./agent";
export { agents, type AgentStatus, type OwnedAgent, type OwnerCtx, type PayoutStatus } from "./scope";
export { demoOwners, type DemoOwner } from "./demo";
export { deliveries } from "./deliveries";
export {
  job,
  type DeliveredFileRow,
  type DisputeStepRow,
  type JobCase,
  type JobDetail,
  type MovementRow,
  type TransitionRow,
  type ValidationRow,
} from "./job";
export { jobs, type JobRow, type JobsPage, type JobsQuery, type Place } from "./jobs";
export { market } from "./market";
export { account, cards, earnings, type EarningRow, type OwnerAccount } from "./money";
export { activity, decisions, figures, type DecisionRow, type OverviewFigures } from "./overview";
