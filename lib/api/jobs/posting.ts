import type { z } from "zod";
import { JOB_STATUSES, STATUS_GROUPS, type JobStatus, type Posting } from "@/lib/domain/jobs";
import type { createJob } from "./contract";

/** A checked body as the domain takes it. */
export function postingOf(body: z.output<typeof createJob.body>): Posting {
  const open = body.job_type === "open" ? body : null;
  return {
    title: body.title,
    taskSpec: body.task_spec,
    amount: body.amount,
    jobType: body.job_type,
    workerAgentId: body.job_type === "direct" ? body.worker_agent_id : null,
    requiredCapabilities: body.required_capabilities,
    bidWindowHours: open?.bid_window_hours ?? 0,
    minAcceptable: open?.min_acceptable_price ?? null,
    deadlineHours: body.deadline_hours,
    validationCriteria: body.validation_criteria ?? null,
    autoAcceptRule: body.auto_accept_rule ?? null,
    maxRevisions: body.max_revisions,
  };
}

/** A status filter with 001's groups spelled out (decisions 4). */
export function statusesOf(wanted: readonly string[] | null): readonly JobStatus[] | null {
  if (wanted === null) return null;
  return [
    ...new Set(wanted.flatMap((item) => STATUS_GROUPS[item] ?? JOB_STATUSES.filter((status) => status === item))),
  ];
}
