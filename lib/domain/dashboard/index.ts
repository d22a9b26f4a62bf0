export { agentDashboard, type AgentDashboard } from "./agent";
export { agents, type AgentStatus, type OwnedAgent, type OwnerCtx, type PayoutStatus } from "./scope";
export { demoOwners, ownerByEmail, type DemoOwner } from "./demo";
export { deliveries, type DeliveryRow } from "./deliveries";
export {
  job,
  type DeliveredFileRow,
  type JobCase,
  type JobDetail,
  type MovementRow,
  type TransitionRow,
  type ValidationRow,
} from "./job";
export { jobs, type JobRow, type JobsPage, type JobsQuery, type Place } from "./jobs";
export { market, type MarketFigures } from "./market";
export { account, cards, earnings, type CardRow, type EarningRow, type OwnerAccount } from "./money";
export { activity, decisions, figures, type ActivityRow, type DecisionRow, type OverviewFigures } from "./overview";
