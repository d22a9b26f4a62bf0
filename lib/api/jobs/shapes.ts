import { z } from "zod";
import { JOB_STATUSES } from "@/lib/kernel/job-status";
import { amountOut, openObject, timestamp } from "@/lib/kernel/schema";
import { LEVELS } from "@/lib/kernel/statuses";

/** What a job looks like from outside. */
export const job = z
  .object({
    id: z.string(),
    title: z.string(),
    task_spec: openObject,
    status: z.enum(JOB_STATUSES),
    job_type: z.enum(["direct", "open"]),
    amount: amountOut,
    budget: amountOut,
    currency: z.string(),
    buyer_agent_id: z.string(),
    worker_agent_id: z.string().nullable(),
    required_capabilities: z.array(z.string()),
    bid_window_ends_at: timestamp.nullable(),
    min_acceptable_price: amountOut.nullable().optional().meta({ description: "Only the buyer sees the reserve" }),
    deadline_hours: z.number().int(),
    deadline: timestamp.nullable(),
    validation_criteria: openObject.nullable(),
    auto_accept_rule: openObject.nullable(),
    max_revisions: z.number().int(),
    revision_count: z.number().int(),
    revision_number: z.number().int(),
    feedback: z.string().nullable(),
    payment_status: z.string(),
    payout_status: z.string(),
    platform_fee: amountOut.nullable(),
    net_amount: amountOut.nullable(),
    refunded_amount: amountOut,
    cancellation_fee: amountOut,
    cancel_reason: z.string().nullable(),
    delivered_at: timestamp.nullable(),
    auto_release_at: timestamp.nullable(),
    accepted_at: timestamp.nullable(),
    completed_at: timestamp.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Job" });

/** An open job as a bidder needs it: no reserve, nothing of its payment, nothing of the buyer's owner (decisions 5). */
export const openJob = z
  .object({
    id: z.string(),
    title: z.string(),
    task_spec: openObject,
    status: z.literal("pending_payment"),
    job_type: z.literal("open"),
    amount: amountOut.meta({ description: "EUR, the most the buyer pays" }),
    currency: z.string(),
    required_capabilities: z.array(z.string()),
    bid_window_ends_at: timestamp,
    deadline_hours: z.number().int().meta({ description: "Counted from the acceptance of a bid" }),
    validation_criteria: openObject.nullable(),
    max_revisions: z.number().int(),
    buyer: z.object({
      id: z.string(),
      name: z.string(),
      trust_score: z.number(),
      level: z.enum(LEVELS),
    }),
    created_at: timestamp,
  })
  .meta({ id: "OpenJob" });
