import type { Job, JobStatus, Role } from "./types";

/**
 * The state machine of decisions section 4, as data: who may do what in which state, where it leads, and which operation
 * at Stripe must have answered before it counts. Everything that is not here is 409 and changes nothing.
 */
export type Command =
  | "fund"
  | "accept_bid"
  | "accept"
  | "decline"
  | "start"
  | "deliver"
  | "submit"
  | "confirm_deliverable"
  | "pass_validation"
  | "fail_validation"
  | "skip_validation"
  | "approve"
  | "auto_approve"
  | "auto_release"
  | "revision"
  | "dispute"
  | "cancel"
  | "expire"
  | "expire_unpaid"
  | "cancel_stale"
  | "miss_deadline"
  | "dispute_deadline"
  | "freeze"
  | "unfreeze"
  | "resolve"
  | "lose_charge";

/** What must happen at Stripe before the command takes effect. */
export type Ask = "hold" | "hold_and_capture" | "capture" | "void" | "refund";

export interface Rule {
  readonly command: Command;
  readonly by: Role;
  readonly from: readonly JobStatus[];
  readonly to: JobStatus;
  readonly ask?: Ask;
}

/** Open states: everything that is neither closed nor frozen. */
export const OPEN: readonly JobStatus[] = [
  "pending_payment",
  "funded",
  "accepted",
  "in_progress",
  "delivered",
  "validating",
  "revision_requested",
  "disputed",
];
/** Whatever is not closed. */
export const UNFINISHED: readonly JobStatus[] = [...OPEN, "frozen"];
export const CLOSED: readonly JobStatus[] = ["completed", "cancelled", "refunded"];
/** Where a worker may hand in work. */
const WORKING: readonly JobStatus[] = ["accepted", "in_progress", "revision_requested"];

export const RULES: readonly Rule[] = [
  { command: "fund", by: "buyer", from: ["pending_payment"], to: "funded", ask: "hold" },
  { command: "accept_bid", by: "buyer", from: ["pending_payment"], to: "accepted", ask: "hold_and_capture" },
  { command: "accept", by: "worker", from: ["funded"], to: "accepted", ask: "capture" },
  { command: "decline", by: "worker", from: ["funded"], to: "cancelled", ask: "void" },
  { command: "start", by: "worker", from: ["accepted"], to: "in_progress" },
  { command: "deliver", by: "worker", from: WORKING, to: "validating" },
  { command: "submit", by: "worker", from: WORKING, to: "validating" },
  { command: "confirm_deliverable", by: "worker", from: [...WORKING, "delivered", "validating"], to: "delivered" },
  { command: "pass_validation", by: "system", from: ["validating", "delivered"], to: "delivered" },
  { command: "fail_validation", by: "system", from: ["validating", "delivered"], to: "revision_requested" },
  { command: "skip_validation", by: "system", from: ["validating", "delivered"], to: "delivered" },
  { command: "approve", by: "buyer", from: ["delivered", "validating"], to: "completed" },
  { command: "auto_approve", by: "system", from: ["validating", "delivered"], to: "completed" },
  { command: "auto_release", by: "system", from: ["delivered"], to: "completed" },
  { command: "revision", by: "buyer", from: ["delivered"], to: "revision_requested" },
  { command: "dispute", by: "buyer", from: ["delivered", "revision_requested"], to: "disputed" },
  { command: "dispute", by: "worker", from: ["delivered", "revision_requested"], to: "disputed" },
  { command: "cancel", by: "buyer", from: ["pending_payment"], to: "cancelled" },
  { command: "cancel", by: "buyer", from: ["funded"], to: "cancelled", ask: "void" },
  { command: "cancel", by: "buyer", from: ["accepted", "in_progress"], to: "cancelled", ask: "refund" },
  { command: "cancel", by: "worker", from: ["accepted", "in_progress"], to: "cancelled", ask: "refund" },
  { command: "expire", by: "system", from: ["funded"], to: "cancelled", ask: "void" },
  { command: "expire_unpaid", by: "system", from: ["pending_payment"], to: "cancelled" },
  { command: "cancel_stale", by: "system", from: ["accepted"], to: "cancelled", ask: "refund" },
  { command: "miss_deadline", by: "system", from: ["in_progress"], to: "cancelled", ask: "refund" },
  { command: "dispute_deadline", by: "system", from: ["revision_requested"], to: "disputed" },
  { command: "freeze", by: "admin", from: OPEN, to: "frozen" },
  { command: "unfreeze", by: "admin", from: ["frozen"], to: "frozen" },
  { command: "resolve", by: "system", from: ["disputed"], to: "completed" },
  { command: "resolve", by: "admin", from: ["disputed"], to: "completed" },
  { command: "lose_charge", by: "system", from: UNFINISHED, to: "refunded" },
];

/** Verbs of the API that callers are told about in `details.allowed`. */
const OFFERED: readonly Command[] = [
  "fund",
  "accept",
  "decline",
  "start",
  "deliver",
  "submit",
  "approve",
  "revision",
  "dispute",
  "cancel",
];

/** What of a job decides which commands it takes. */
export type Situation = Pick<Job, "status" | "job_type" | "revision_count" | "max_revisions">;

function applies(rule: Rule, job: Situation): boolean {
  if (!rule.from.includes(job.status)) return false;
  if (rule.command === "fund") return job.job_type === "direct";
  if (rule.command === "accept_bid") return job.job_type === "open";
  if (rule.command === "revision") return job.revision_count < job.max_revisions;
  return true;
}

/** The rule that lets `by` do this now, or null: 409. */
export function ruleFor(job: Situation, command: Command, by: Role): Rule | null {
  return RULES.find((rule) => rule.command === command && rule.by === by && applies(rule, job)) ?? null;
}

/** Whether it is time itself that asks Stripe for this command. */
export function askedByTime(command: string | null): boolean {
  return RULES.some((rule) => rule.command === command && rule.by === "system" && rule.ask !== undefined);
}

/** What this party can do now: `details.allowed` of a 409 `invalid_job_status`. */
export function allowedCommands(job: Situation & Pick<Job, "pending_operation_id">, by: Role): Command[] {
  if (job.pending_operation_id !== null) return [];
  return OFFERED.filter((command) => ruleFor(job, command, by) !== null);
}
