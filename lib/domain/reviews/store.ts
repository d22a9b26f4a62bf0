import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Sql } from "@/lib/ports/sql";
import type { PublicReview, Review } from "./types";

/** What a review of a job depends on beside the job: whether its parties are one owner, and whether the caller has spoken. */
export interface Standing {
  readonly same_owner: boolean;
  readonly own_review_id: Id | null;
}

export async function loadStanding(db: Sql, jobId: Id, reviewer: AgentId): Promise<Standing | null> {
  const [row] = await db.query<Standing>(
    `SELECT same_owner(j.buyer_owner_id, j.worker_owner_id) AS same_owner, r.id AS own_review_id
     FROM jobs j LEFT JOIN reviews r ON r.job_id = j.id AND r.reviewer_agent_id = $2 WHERE j.id = $1`,
    [jobId, reviewer],
    "review-standing",
  );
  return row ?? null;
}

export async function loadReview(db: Sql, id: Id): Promise<Review | null> {
  const [row] = await db.query<Review>("SELECT * FROM reviews WHERE id = $1", [id], "review");
  return row ?? null;
}

/** Reviews left for an agent, newest first. */
export async function listReviews(
  db: Sql,
  agentId: AgentId,
  page: {
    readonly after: { readonly at: Date; readonly id: Id } | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<PublicReview[]> {
  const { after, offset, limit } = page;
  return db.query<PublicReview>(
    `SELECT r.*, a.name AS reviewer_name, a.status AS reviewer_status
     FROM reviews r JOIN agents a ON a.id = r.reviewer_agent_id
     WHERE r.reviewee_agent_id = $1
       AND (r.created_at, r.id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY r.created_at DESC, r.id DESC LIMIT $4 OFFSET $5`,
    [agentId, after?.at ?? null, after?.id ?? null, limit, offset],
    "list-reviews",
  );
}
