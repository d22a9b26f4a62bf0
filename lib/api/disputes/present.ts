import type { z } from "zod";
import { openedFor, type DisputeView } from "@/lib/domain/disputes";
import type { getDispute } from "./contract";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/**
 * A dispute as its parties see it. One that time opened (a revision's deadline passed) shows as the buyer's: it is opened
 * on behalf of the party that waits for the revision, and `opened_by` knows parties alone (decisions 12).
 */
export function presentDispute({ dispute, evidence, steps }: DisputeView): z.input<typeof getDispute.response> {
  return {
    id: dispute.id,
    job_id: dispute.job_id,
    status: dispute.status,
    tier: dispute.tier,
    opened_by: openedFor(dispute.opened_by),
    reason: dispute.reason,
    ruling: dispute.ruling,
    worker_share: dispute.worker_share === null ? null : dispute.worker_share / 10_000,
    confidence: dispute.confidence,
    reasoning: dispute.reasoning,
    evidence: evidence.map(({ id, submitted_by, type, label, content, created_at }) => ({
      id,
      submitted_by,
      type,
      label,
      content,
      created_at: created_at.toISOString(),
    })),
    buyer_accepted_at: iso(dispute.buyer_accepted_at),
    worker_accepted_at: iso(dispute.worker_accepted_at),
    review_deadline: iso(dispute.review_deadline),
    sla_due_at: iso(dispute.sla_due_at),
    created_at: dispute.created_at.toISOString(),
    resolved_at: iso(dispute.resolved_at),
    history: steps.map(({ step, actor, created_at }) => ({ step, actor, created_at: created_at.toISOString() })),
  };
}
