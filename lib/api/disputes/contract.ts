import { z } from "zod";
import { perHours } from "@/lib/kernel/contract";
import { contract, idParam, text, timestamp, words } from "@/lib/kernel/schema";
import { DISPUTE_STATUSES, RULINGS } from "@/lib/kernel/statuses";

const tag = "Disputes";
const params = z.object({ id: idParam });
const MAX_ITEMS = 10;

const isWebUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const label = text(0, 255).default("").meta({ description: "What it is, in a few words" });
const evidenceItem = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), label, content: words(1, 20_000) }),
  z.strictObject({
    type: z.literal("url"),
    label,
    content: text(1, 2048)
      .refine(isWebUrl, "must be an http or https URL")
      .meta({ description: "Shown to whoever rules; never opened by us" }),
  }),
  z.strictObject({
    type: z.literal("r2_key"),
    label,
    content: text(1, 1024).meta({ description: "The r2_key of a confirmed file of this job" }),
  }),
]);

const dispute = z
  .object({
    id: z.string(),
    job_id: z.string(),
    status: z.enum(DISPUTE_STATUSES),
    tier: z.number().int().meta({ description: "1: a model rules; 2: a human does" }),
    opened_by: z.enum(["buyer", "worker"]),
    reason: z.string(),
    ruling: z.enum(RULINGS).nullable(),
    worker_share: z.number().nullable().meta({ description: "With split: the worker's part, between 0 and 1" }),
    confidence: z.number().nullable(),
    reasoning: z.string().nullable(),
    evidence: z.array(
      z.object({
        id: z.string(),
        submitted_by: z.enum(["buyer", "worker"]),
        type: z.enum(["text", "url", "r2_key"]),
        label: z.string(),
        content: z.string(),
        created_at: timestamp,
      }),
    ),
    buyer_accepted_at: timestamp.nullable(),
    worker_accepted_at: timestamp.nullable(),
    review_deadline: timestamp.nullable(),
    sla_due_at: timestamp.nullable(),
    created_at: timestamp,
    resolved_at: timestamp.nullable(),
    history: z
      .array(
        z.object({ step: z.string(), actor: z.enum(["buyer", "worker", "system", "admin"]), created_at: timestamp }),
      )
      .meta({ description: "Every step of the dispute, oldest first" }),
  })
  .meta({ id: "Dispute" });

export const openDispute = contract({
  id: "openDispute",
  method: "POST",
  path: "/v1/jobs/{id}/dispute",
  access: "agent",
  tag,
  summary: "Dispute a delivery",
  description:
    "Either party, on a delivered job or one that waits for a revision. The money stays held. A model rules first; where it is not sure enough, or a party asks for it, a human does.",
  limit: perHours(3),
  params,
  body: z.strictObject({ reason: words(10, 5000), evidence_items: z.array(evidenceItem).max(MAX_ITEMS).default([]) }),
  response: dispute,
  status: 201,
  errors: ["not_found", "forbidden", "invalid_job_status", "operation_in_progress"],
});

export const getDispute = contract({
  id: "getDispute",
  method: "GET",
  path: "/v1/jobs/{id}/dispute",
  access: "agent",
  tag,
  summary: "A job's dispute",
  params,
  response: dispute,
  errors: ["not_found", "forbidden"],
});

const verb = { method: "POST", access: "agent", tag, params, response: dispute } as const;
const conflicts = ["not_found", "dispute_not_open", "invalid_job_status", "operation_in_progress"] as const;

export const addDisputeEvidence = contract({
  ...verb,
  id: "addDisputeEvidence",
  path: "/v1/disputes/{id}/evidence",
  summary: "Add evidence",
  description:
    "Either party, until the dispute is resolved; 20 pieces each. When a party speaks for the first time after a tier 1 ruling, that ruling is set aside and made anew.",
  body: z.strictObject({ evidence_items: z.array(evidenceItem).min(1).max(MAX_ITEMS) }),
  status: 201,
  errors: [...conflicts, "limit_reached"],
});

export const acceptRuling = contract({
  ...verb,
  id: "acceptRuling",
  path: "/v1/disputes/{id}/accept",
  summary: "Accept a ruling",
  description:
    "For the party that lost; for a split, both. The ruling is then final and the money moves. Without it, it becomes final after 7 days.",
  errors: [...conflicts, "forbidden", "payment_failed", "payment_provider_unavailable"],
});

export const requestReview = contract({
  ...verb,
  id: "requestReview",
  path: "/v1/disputes/{id}/request-review",
  summary: "Ask for a human review",
  description:
    "Either party, within 7 days of a tier 1 ruling (GDPR Article 22). A human rules within 48 hours, finally.",
  errors: [...conflicts, "review_window_closed"],
});
