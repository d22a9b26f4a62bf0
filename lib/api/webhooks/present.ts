import type { z } from "zod";
import type { Attempt, Delivery } from "@/lib/domain/webhooks";
import type { delivery, getDelivery } from "./contract";

/** A webhook delivery and how its newest attempt went. */
export function presentDelivery(row: Delivery): z.input<typeof delivery> {
  return {
    id: row.id,
    event: row.event_type,
    status: row.status,
    response_code: row.response_code,
    attempts: row.attempts,
    next_retry_at: row.next_retry_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    job_id: row.job_id,
  };
}

/** A webhook delivery with each of its attempts. */
export function presentDeliveryWithAttempts(found: {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
}): z.input<typeof getDelivery.response> {
  return {
    ...presentDelivery(found.delivery),
    attempt_log: found.attempts.map((attempt) => ({ ...attempt, created_at: attempt.created_at.toISOString() })),
  };
}
