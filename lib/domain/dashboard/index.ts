export { agentDashboard, type AgentDashboard } from "./agent";
export { agents, type OwnedAgent, type OwnerCtx } from "./scope";
export { ownedAgent, type OwnedAgentDetail } from "./owned-agent";
export { EXPORT_SECTIONS, exportRows } from "./export";
export { demoOwners, type DemoOwner } from "./demo";
export { deliveries, delivery, type DeliveryAttempt, type DeliveryCase, type DeliveryRow } from "./deliveries";
export { job, ownSide, type JobCase, type JobDetail } from "./job";
export type { JobStory } from "./job-story";
export type {
  AttemptRow,
  BidRow,
  DeclineRow,
  DeliveredFileRow,
  DisputeStepRow,
  MessageRow,
  ReviewRow,
} from "./job-rows";
export { bidsOnJob, BID_SORTS, type BidSort, type BidsPage, type ComparedBid } from "./bids";
export { auction, liveBidsOfOwner, type Auction, type OwnBid } from "./auction";
export { agentsNamed, type NamedAgent } from "./find";
export { evidenceNames, isEvidence, takesEvidence } from "./evidence";
export { jobs, type JobRow, type JobsFilter, type JobsQuery } from "./jobs";
export { removeView, savedViews, saveView, type SavedView } from "./views";
export { pastOf, type JobPast, type MovementRow, type TransitionRow, type ValidationRow } from "./past";
export { market, type MarketFigures } from "./market";
export { account, cards, earnings, type CardRow, type EarningRow, type OwnerAccount } from "./money";
export {
  agentsWithUnread,
  notificationAgent,
  notifications,
  unreadCounts,
  type NotificationRow,
} from "./notifications";
export { statementLines, statementMonths, statementTotals, type StatementLine } from "./statement";
export { weeks, type WeekRow } from "./weeks";
export { activity, type ActivityRow } from "./activity";
export { decisionCounts, decisions, type DecisionRow } from "./decisions";
export { figures, type OverviewFigures } from "./figures";
export { spending, type AgentSpending } from "./spending";
