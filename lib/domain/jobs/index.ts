export { accept } from "./accept";
export { acceptBid } from "./accept-bid";
export { approve } from "./approve";
export { guardRefusal } from "./ask";
export { bidChanges } from "./bids-of-job";
export { cancel } from "./cancel";
export { create, type Posting } from "./create";
export { decline } from "./decline";
export {
  arbitrationOf,
  disputed,
  disputeStep,
  disputeTimer,
  disputeTimerKey,
  REMIND_HOURS,
  remindAt,
  type DisputeStep,
} from "./dispute";
export { handedIn, validationOf, type DeliveredFile } from "./deliver";
export { freeze, frozen, thawed, unfreeze } from "./freeze";
export { fund } from "./fund";
export { find, get, transitions } from "./get";
export {
  allowedCommands,
  CLOSED,
  OPEN,
  ruleFor,
  RULES,
  UNFINISHED,
  type Ask,
  type Command,
  type Rule,
} from "./lifecycle";
export { list, STATUS_GROUPS } from "./list";
export { heldToStatus, partiesOf, requireRole, requireRule, roleOf, wrongStatus } from "./policy";
export { amend, move, pinned } from "./move";
export { owedTo, transferInstead } from "./payout";
export { payoutHistory, type Payout } from "./payouts";
export { refundFailed } from "./refund-failed";
export { requestRevision } from "./request-revision";
export { resolve } from "./resolve";
export { retryOperation } from "./retry-operation";
export { type FinalRuling, type RulingKind } from "./resolution";
export { start, started } from "./start";
export { loadJob, type Position, type Transition } from "./store";
export { tasks } from "./tasks";
export { cancellationTerms } from "./terms";
export { dueJobs, elapse, holdLapsed } from "./time";
export { applyFinding, stillConcerns, type Finding } from "./validated";
export {
  JOB_STATUSES,
  type Job,
  type AssignedJob,
  type JobFacts,
  type JobStatus,
  type JobType,
  type OpenObject,
  type Role,
} from "./types";
