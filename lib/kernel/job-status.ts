/** Where a job may stand (reference 002); which moves lead from one to another is the lifecycle's. */
export const JOB_STATUSES = [
  "pending_payment",
  "funded",
  "accepted",
  "in_progress",
  "delivered",
  "validating",
  "revision_requested",
  "completed",
  "disputed",
  "cancelled",
  "refunded",
  "frozen",
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];
