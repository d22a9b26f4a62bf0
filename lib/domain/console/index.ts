export { actsOn, auditLog, OPERATORS, type AuditFilter, type AuditRow } from "./audit";
export { disputeCase, type DisputeCase, type DisputeRecord, type EvidenceRow, type StepRow } from "./case";
export type { MovementRow, TransitionRow, ValidationRow } from "../dashboard";
export type { FileRow, JobHistory } from "./history";
export { job, type JobDisputeRow, type JobFile, type JobRecord, type MessageRow, type Party } from "./job";
export { frozenJobs, jobs, type JobRow, type JobsFilter } from "./jobs";
export { pendingOperations, pendingPayouts, refusedOperations, type OperationRow, type PayoutRow } from "./money";
export {
  agent,
  agents,
  findPeople,
  owner,
  type AgentRecord,
  type AgentRow,
  type OwnerRecord,
  type OwnerRow,
} from "./people";
export { reviews, waitingReviews, type ReviewRow } from "./reviews";
export type { AdminCtx } from "./scope";
export { backgroundWork, retryTask } from "./tasks";
export { failingEndpoints, webhookFigures, type EndpointRow, type WebhookFigures } from "./webhooks";
