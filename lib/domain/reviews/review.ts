import { invariant } from "@/lib/kernel/assert";
import { notFound, Refusal } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { insert, transact, untilSettled } from "@/lib/platform/transact";
import { find, roleOf, wrongStatus, type JobFacts } from "../jobs";
import { TRUST, trustChange } from "../trust";
import { loadReview, loadStanding, type Standing } from "./store";
import type { Rating, Review } from "./types";

export interface Opinion {
  readonly rating: Rating;
  readonly comment: string | null;
}

/** Who is reviewed: the other party. */
function counterparty(job: JobFacts, reviewer: AgentId): AgentId {
  const other = reviewer === job.buyer_agent_id ? job.worker_agent_id : job.buyer_agent_id;
  invariant(other !== null, "a completed job has a worker");
  return other;
}

/** The rule of decisions 4 and 12, without what only the database knows at the commit. Pure. */
function requireReviewable(ctx: Ctx<AgentActor>, job: JobFacts, standing: Standing): void {
  if (job.status !== "completed") throw wrongStatus(job, roleOf(job, ctx.actor) ?? "buyer");
  if (standing.same_owner) throw new Refusal("same_owner");
  if (standing.own_review_id !== null && standing.own_review_id !== ctx.resourceId)
    throw new Refusal("already_reviewed");
}

/**
 * A party of a completed job rates the other, once; the other's trust moves by decisions 7 (at most 3 points from one owner
 * in 30 days). Throws 404 for strangers, `invalid_job_status` unless completed, `same_owner`, `already_reviewed`.
 */
export async function review(ctx: Ctx<AgentActor>, jobId: Id, opinion: Opinion): Promise<Review> {
  return untilSettled(async () => {
    const job = await find(ctx, jobId);
    const standing = job === null ? null : await loadStanding(ctx.db, jobId, ctx.actor.agentId);
    if (job === null || standing === null) throw notFound();
    requireReviewable(ctx, job, standing);
    // The same id: this request was tried before, under its Idempotency-Key.
    const made = standing.own_review_id === null ? null : await loadReview(ctx.db, standing.own_review_id);
    if (made !== null) return made;
    const row: Review = {
      id: ctx.resourceId,
      job_id: jobId,
      reviewer_agent_id: ctx.actor.agentId,
      reviewee_agent_id: counterparty(job, ctx.actor.agentId),
      rating: opinion.rating,
      comment: opinion.comment,
      created_at: ctx.now,
    };
    const rated = trustChange(ctx.now, row.reviewee_agent_id, {
      delta: TRUST.ratings[opinion.rating],
      rating: opinion.rating,
      reason: "rating_received",
      jobId,
      counterpartyOwnerId: ctx.actor.ownerId,
    });
    await transact(ctx, { inserts: [insert("reviews", row)], agents: [rated] });
    return row;
  });
}
