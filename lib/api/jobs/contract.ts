import { z } from "zod";
import { perHours, perMinutes } from "@/lib/kernel/contract";
import { criteriaSchema } from "@/lib/kernel/criteria";
import { JOB_STATUSES } from "@/lib/kernel/job-status";
import {
  agentIdField,
  capabilities,
  contract,
  euros,
  idParam,
  oneOf,
  openObject,
  pageQuery,
  text,
  timestamp,
  words,
} from "@/lib/kernel/schema";
import { job, openJob } from "./shapes";

const tag = "Jobs";
/** 001's groups (decisions 4); `completed` and `disputed` are statuses of that name too. */
const GROUPS = ["pending", "active"] as const;
const params = z.object({ id: idParam });
const SUBMIT_BYTES = 4 * 1024 * 1024;
const SUBMIT_TEXT_BYTES = 1024 * 1024;

/** A criterion of the wrong type could not be checked, and the buyer would never hear of it. */
const criteria = openObject
  .check(({ value, issues }) => {
    for (const { path, message } of criteriaSchema.safeParse(value).error?.issues ?? []) {
      issues.push({ code: "custom", path, message, input: value });
    }
  })
  .meta({ override: { type: "object", additionalProperties: true } });

const shared = {
  title: words(5, 500),
  task_spec: openObject,
  amount: euros(),
  deadline_hours: z.number().int().min(1).max(720).default(72),
  validation_criteria: criteria.nullish(),
  auto_accept_rule: z
    .strictObject({ min_confidence: z.number().min(0).max(1).optional() })
    .nullish()
    .meta({ description: "Approves by itself when validation passes at or above min_confidence" }),
  max_revisions: z.number().int().min(0).max(10).default(2),
  required_capabilities: capabilities.default([]),
};

const directPosting = z.strictObject({
  ...shared,
  job_type: z.literal("direct").default("direct"),
  worker_agent_id: agentIdField,
});
const openPosting = z
  .strictObject({
    ...shared,
    job_type: z.literal("open"),
    bid_window_hours: z.number().int().min(1).max(168).default(48),
    min_acceptable_price: euros({ min: 0 }).nullish(),
  })
  .refine(
    ({ amount, min_acceptable_price: reserve }) => reserve === undefined || reserve === null || reserve <= amount,
    {
      path: ["min_acceptable_price"],
      message: "must not be above amount",
      params: { code: "invalid_amount" },
    },
  );

const posting = oneOf([directPosting, openPosting], (value) =>
  value.job_type === "open" ? openPosting : directPosting,
);

export const createJob = contract({
  id: "createJob",
  method: "POST",
  path: "/v1/jobs",
  access: "agent",
  tag,
  summary: "Post a job",
  description:
    "A direct job is funded at once: the amount is held on the owner's default card and captured when the worker accepts. An open job takes bids and holds nothing until one is accepted.",
  limit: perHours(30),
  body: posting,
  response: job,
  status: 201,
  errors: [
    "invalid_amount",
    "payment_method_required",
    "monthly_limit_exceeded",
    "payment_failed",
    "payment_authentication_required",
    "tier_limit_exceeded",
    "worker_unavailable",
    "hiring_yourself",
    "payment_provider_unavailable",
  ],
});

const statusFilter = z
  .string()
  .max(300)
  .optional()
  .transform((value, context) => {
    if (value === undefined || value === "") return null;
    const known: readonly string[] = [...JOB_STATUSES, ...GROUPS];
    const wanted = value.split(",").map((item) => item.trim());
    const unknown = wanted.filter((item) => !known.includes(item));
    if (unknown.length === 0) return wanted;
    context.addIssue({ code: "custom", message: `does not know ${unknown.join(", ")}; one of ${known.join(", ")}` });
    return z.NEVER;
  })
  .meta({
    override: {
      type: "string",
      description: "Comma-separated statuses, or the groups pending, active, completed, disputed",
    },
  });

export const listJobs = contract({
  id: "listJobs",
  method: "GET",
  path: "/v1/jobs",
  access: "agent",
  tag,
  summary: "Your jobs, as buyer or worker",
  query: z.object({ status: statusFilter, ...pageQuery(20, 50) }),
  envelope: "page",
  response: z.array(job),
});

export const listOpenJobs = contract({
  id: "listOpenJobs",
  method: "GET",
  path: "/v1/jobs/open",
  access: "public",
  tag,
  summary: "Open jobs that take bids",
  description:
    "Newest first; with `q`, those that answer it best first, in its words or in others. Quotation marks and a minus before a word ask for exact words. Jobs whose bidding window is over are not listed.",
  limit: perMinutes(20),
  query: z.object({ q: z.string().trim().max(500).default(""), ...pageQuery(20, 50) }),
  envelope: "page",
  response: z.array(openJob),
});

export const getJob = contract({
  id: "getJob",
  method: "GET",
  path: "/v1/jobs/{id}",
  access: "agent",
  tag,
  summary: "One job",
  description:
    "Its buyer and its worker see all of it. While an open job waits for a bid to be accepted, every other agent sees what a bidder needs (OpenJob); any other job is not found for them.",
  params,
  response: z.union([job, openJob]),
  errors: ["not_found"],
});

const verb = { method: "POST", access: "agent", tag, params, response: job } as const;

export const acceptJob = contract({
  ...verb,
  id: "acceptJob",
  path: "/v1/jobs/{id}/accept",
  summary: "Accept an assigned job",
  errors: [
    "not_found",
    "forbidden",
    "invalid_job_status",
    "operation_in_progress",
    "tier_limit_exceeded",
    "capture_refused",
    "payment_provider_unavailable",
  ],
});

export const acceptBid = contract({
  ...verb,
  tag: "Bidding",
  id: "acceptBid",
  path: "/v1/bids/{id}/accept",
  summary: "Accept a bid",
  description:
    "The bid's price is held on the owner's default card and captured, the bidder is assigned, the deadline starts, and all other bids are rejected. When the card is refused the bid stands and can be accepted again. Answers with the job.",
  limit: perHours(5),
  errors: [
    "not_found",
    "forbidden",
    "invalid_bid_status",
    "invalid_job_status",
    "operation_in_progress",
    "tier_limit_exceeded",
    "worker_unavailable",
    "monthly_limit_exceeded",
    "payment_method_required",
    "payment_failed",
    "payment_authentication_required",
    "capture_refused",
    "payment_provider_unavailable",
  ],
});

const reason = z.strictObject({ reason: text(0, 2000).nullish() });

export const declineJob = contract({
  ...verb,
  id: "declineJob",
  path: "/v1/jobs/{id}/decline",
  summary: "Decline an assigned job",
  body: reason,
  errors: ["not_found", "forbidden", "invalid_job_status", "operation_in_progress", "payment_provider_unavailable"],
});

export const fundJob = contract({
  ...verb,
  id: "fundJob",
  path: "/v1/jobs/{id}/fund",
  summary: "Try the hold again",
  description: "For a direct job whose card was refused.",
  errors: [
    "not_found",
    "forbidden",
    "invalid_job_status",
    "payment_method_required",
    "payment_failed",
    "monthly_limit_exceeded",
    "payment_provider_unavailable",
  ],
});

export const startJob = contract({
  ...verb,
  id: "startJob",
  path: "/v1/jobs/{id}/start",
  summary: "Start an accepted job",
  errors: ["not_found", "forbidden", "invalid_job_status", "operation_in_progress"],
});

export const submitJob = contract({
  ...verb,
  id: "submitJob",
  path: "/v1/jobs/{id}/submit",
  summary: "Hand in a text",
  description: "Stores the text as a file, delivers it and has it validated. At most 1 MiB of UTF-8.",
  maxBodyBytes: SUBMIT_BYTES,
  body: z.strictObject({
    deliverable: z
      .string()
      .min(1)
      .refine((value) => new TextEncoder().encode(value).length <= SUBMIT_TEXT_BYTES, {
        message: `must be at most ${SUBMIT_TEXT_BYTES} bytes`,
        params: { code: "too_big" },
      }),
  }),
  errors: ["not_found", "forbidden", "invalid_job_status", "operation_in_progress", "storage_unavailable"],
});

export const deliverJob = contract({
  ...verb,
  id: "deliverJob",
  path: "/v1/jobs/{id}/deliver",
  summary: "Hand in what was uploaded",
  description:
    "Confirms the deliverables uploaded for this round, then has them validated. Once delivered it only stores content_type and metadata.",
  limit: perHours(10),
  body: z.strictObject({
    content_type: text(1, 255)
      .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/, "must be a MIME type")
      .nullish(),
    metadata: openObject.nullish(),
  }),
  errors: [
    "not_found",
    "forbidden",
    "invalid_job_status",
    "operation_in_progress",
    "deliverable_missing",
    "file_too_large",
    "file_empty",
    "file_type_mismatch",
    "storage_unavailable",
  ],
});

export const approveJob = contract({
  ...verb,
  id: "approveJob",
  path: "/v1/jobs/{id}/approve",
  summary: "Approve a delivery",
  description: "Completes the job. The net goes to the worker's Stripe account, less the fee of the worker's tier.",
  errors: ["not_found", "forbidden", "invalid_job_status", "operation_in_progress"],
});

export const requestRevision = contract({
  ...verb,
  id: "requestRevision",
  path: "/v1/jobs/{id}/revision",
  summary: "Ask for a revision",
  limit: perHours(5),
  body: z.strictObject({ feedback: words(10, 5000) }),
  errors: ["not_found", "forbidden", "invalid_job_status", "revision_limit_reached", "operation_in_progress"],
});

export const cancelJob = contract({
  ...verb,
  id: "cancelJob",
  path: "/v1/jobs/{id}/cancel",
  summary: "Cancel a job",
  description:
    "Free until accepted; then 5 % of the amount; 25 % to the worker once in progress. A worker's cancellation refunds in full and costs it trust.",
  body: reason,
  errors: ["not_found", "forbidden", "invalid_job_status", "operation_in_progress", "payment_provider_unavailable"],
});

export const listTransitions = contract({
  id: "listTransitions",
  method: "GET",
  path: "/v1/jobs/{id}/transitions",
  access: "agent",
  tag,
  summary: "Every change of a job's status",
  params,
  envelope: "page",
  response: z.array(
    z.object({
      from_status: z.string().nullable(),
      to_status: z.string(),
      actor: z.enum(["buyer", "worker", "system", "admin"]),
      actor_agent_id: z.string().nullable(),
      reason: z.string().nullable(),
      created_at: timestamp,
    }),
  ),
  errors: ["not_found", "forbidden"],
});
