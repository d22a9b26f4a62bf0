import type { AgentId, Id } from "@/lib/kernel/ids";
import { JOB_STATUSES } from "@/lib/kernel/job-status";
import type { jobsModel } from "@/lib/platform/prisma/models";

export { JOB_STATUSES };
export type JobStatus = (typeof JOB_STATUSES)[number];

export type Role = "buyer" | "worker" | "system" | "admin";
export type JobType = "direct" | "open";

/** JSON that callers gave us: an object whose fields are theirs. */
export type OpenObject = Readonly<Record<string, unknown>>;

type Retyped =
  | "status"
  | "status_before_freeze"
  | "job_type"
  | "buyer_agent_id"
  | "worker_agent_id"
  | "task_spec"
  | "validation_criteria"
  | "auto_accept_rule"
  | "required_capabilities";

/** A job as it is stored. */
export type Job = Omit<jobsModel, Retyped> & {
  readonly required_capabilities: readonly string[];
  readonly task_spec: OpenObject;
  readonly validation_criteria: OpenObject | null;
  readonly auto_accept_rule: OpenObject | null;
  readonly status: JobStatus;
  readonly status_before_freeze: JobStatus | null;
  readonly job_type: JobType;
  readonly buyer_agent_id: AgentId;
  readonly worker_agent_id: AgentId | null;
};

/** A job with what its verbs need to know of the people around it, read in one statement. */
export type JobFacts = Job & {
  /** Hundredths of a point; null while nobody is assigned. */
  readonly worker_trust: number | null;
  readonly worker_account_id: string | null;
  readonly worker_ready: boolean;
  readonly open_dispute_id: Id | null;
  readonly open_dispute_status: "open" | "ruled" | "in_review" | null;
  readonly dispute_review_deadline: Date | null;
  readonly dispute_sla_due_at: Date | null;
};

/** A job whose worker is known, as everything after acceptance may assume. */
export type AssignedJob = JobFacts & { readonly worker_agent_id: AgentId; readonly worker_owner_id: Id };
