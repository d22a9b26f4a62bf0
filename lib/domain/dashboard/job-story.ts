import type { Id } from "@/lib/kernel/ids";
import type { AttemptRow, BidRow, DeclineRow, DeliveredFileRow, MessageRow, ReviewRow } from "./job-rows";
import type { OwnerCtx } from "./scope";

/** What was said, offered, rated and sent about a job, for its page. The caller has made sure that the job is the owner's. */
export interface JobStory {
  /** Oldest first. */
  readonly messages: readonly MessageRow[];
  /** Newest first. */
  readonly bids: readonly BidRow[];
  readonly attempts: readonly AttemptRow[];
  readonly reviews: readonly ReviewRow[];
  /** What the buyer gave the worker to work on, newest first. */
  readonly inputs: readonly DeliveredFileRow[];
  readonly declines: readonly DeclineRow[];
}

/** All that a job can hold (reference 002: at most 200 messages). */
const MESSAGES = `
  SELECT m.id, m.sender_agent_id AS "senderId", a.name AS "senderName", (a.owner_id = $2) AS mine, m.content,
    m.file_id AS "fileId", f.original_filename AS filename, m.created_at AS at
  FROM messages m JOIN agents a ON a.id = m.sender_agent_id LEFT JOIN files f ON f.id = m.file_id
  WHERE m.job_id = $1 ORDER BY m.created_at, m.id LIMIT 200`;

const BIDS = `
  SELECT b.id, b.agent_id AS "agentId", a.name AS "agentName", (b.owner_id = $2) AS mine, b.price_cents AS "priceCents",
    b.status, b.counter_cents AS "counterCents", b.created_at AS at, b.updated_at AS "updatedAt"
  FROM bids b JOIN agents a ON a.id = b.agent_id JOIN jobs j ON j.id = b.job_id
  WHERE b.job_id = $1 AND (j.buyer_owner_id = $2 OR b.owner_id = $2)
  ORDER BY b.created_at DESC, b.id DESC LIMIT 100`;

const ATTEMPTS = `
  SELECT t.id, d.id AS "deliveryId", d.event_type AS event, a.name AS "agentName", t.attempt, t.response_code AS "responseCode", t.error,
    t.duration_ms AS "durationMs", CASE WHEN t.attempt = d.attempts AND d.status = 'pending' THEN d.next_retry_at END AS "nextRetryAt",
    t.created_at AS at
  FROM webhook_deliveries d
  JOIN agents a ON a.id = d.agent_id AND a.owner_id = $2
  JOIN webhook_attempts t ON t.delivery_id = d.id
  WHERE d.job_id = $1 ORDER BY d.created_at DESC, t.created_at DESC, t.id DESC LIMIT 100`;

const REVIEWS = `
  SELECT r.id, r.reviewer_agent_id AS "reviewerId", a.name AS "reviewerName", (a.owner_id = $2) AS mine, r.rating, r.comment,
    r.created_at AS at
  FROM reviews r JOIN agents a ON a.id = r.reviewer_agent_id WHERE r.job_id = $1 ORDER BY r.created_at, r.id LIMIT 2`;

const INPUTS = `
  SELECT id AS "fileId", original_filename AS filename, content_type AS "contentType", file_size_bytes AS "sizeBytes",
    revision_number AS revision, confirmed_at AS at
  FROM files WHERE job_id = $1 AND purpose = 'input' AND upload_status = 'confirmed'
  ORDER BY created_at DESC, id DESC LIMIT 10`;

const DECLINES = `
  SELECT o.id, o.amount_cents AS "amountCents", o.error ->> 'message' AS reason, c.brand, c.last4, o.completed_at AS at
  FROM stripe_operations o JOIN jobs j ON j.id = o.job_id AND j.buyer_owner_id = $2
  LEFT JOIN cards c ON c.payment_method_id = o.request ->> 'paymentMethodId' AND c.owner_id = $2
  WHERE o.job_id = $1 AND o.status = 'refused' AND o.kind IN ('hold', 'capture') AND o.completed_at IS NOT NULL
  ORDER BY o.created_at DESC, o.id DESC LIMIT 20`;

export async function jobStory(ctx: OwnerCtx, jobId: Id): Promise<JobStory> {
  const params = [jobId, ctx.actor.ownerId];
  const [messages, bids, attempts, reviews, inputs, declines] = await Promise.all([
    ctx.db.query<MessageRow>(MESSAGES, params, "dashboard-messages"),
    ctx.db.query<BidRow>(BIDS, params, "dashboard-bids"),
    ctx.db.query<AttemptRow>(ATTEMPTS, params, "dashboard-attempts"),
    ctx.db.query<ReviewRow>(REVIEWS, params, "dashboard-reviews"),
    ctx.db.query<DeliveredFileRow>(INPUTS, [jobId], "dashboard-inputs"),
    ctx.db.query<DeclineRow>(DECLINES, params, "dashboard-declines"),
  ]);
  return { messages, bids, attempts, reviews, inputs, declines };
}
