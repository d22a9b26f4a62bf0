export { agentDashboard, type AgentDashboard } from "./agent";
export { agents, type AgentStatus, type OwnedAgent, type OwnerCtx, type PayoutStatus } from "./scope";
export { ownedAgent, type OwnedAgentDetail } from "./owned-agent";
export { demoOwners, type DemoOwner } from "./demo";
export {
  deliveries,
  delivery,
  type DeliveriesPage,
  type DeliveryAttempt,
  type DeliveryCase,
  type DeliveryRow,
} from "./deliveries";
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
export { jobs, type JobRow, type JobsPage, type JobsQuery } from "./jobs";
export type { Place } from "./place";
export { market } from "./market";
export { account, cards, earnings, type EarningRow, type OwnerAccount } from "./money";
export { activity, decisions, figures, type DecisionRow, type OverviewFigures } from "./overview";
