export { accept } from "./accept";
export { acceptBid } from "./accept-bid";
export { approve } from "./approve";
export { drive, guardRefusal } from "./ask";
export { cancel } from "./cancel";
export { create, type Posting } from "./create";
export { decline } from "./decline";
export { handedIn, type DeliveredFile } from "./deliver";
export { freeze, unfreeze } from "./freeze";
export { fund } from "./fund";
export { get, transitions } from "./get";
export { allowedCommands, CLOSED, OPEN, ruleFor, type Command } from "./lifecycle";
export { list, STATUS_GROUPS } from "./list";
export { pinned } from "./move";
export { requireRule, roleOf, wrongStatus } from "./policy";
export { payoutHistory, payWaiting, type Payout } from "./payouts";
export { requestRevision } from "./request-revision";
export { start, started } from "./start";
export { loadJob, type Position, type Transition } from "./store";
export { driveOperation, tasks } from "./tasks";
export { dueJobs, elapse, holdLapsed } from "./time";
export { applyFinding, stillConcerns, type Finding } from "./validated";
export {
  JOB_STATUSES,
  type Job,
  type JobFacts,
  type JobStatus,
  type JobType,
  type OpenObject,
  type Role,
} from "./types";
