import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import type { Position } from "../jobs";
import type { OpenJob } from "./types";

const COLUMNS = `j.id, j.title, j.task_spec, j.amount_cents, j.currency, j.required_capabilities, j.bid_window_ends_at, j.deadline_hours,
  j.validation_criteria, j.max_revisions, j.buyer_agent_id, b.name AS buyer_name, b.status AS buyer_status,
  b.trust_score AS buyer_trust, j.created_at`;
const IS_OPEN = "j.job_type = 'open' AND j.status = 'pending_payment' AND j.bid_window_ends_at IS NOT NULL";

/** Ranking looks at no more than the newest matches, so that a common word costs no more than a rare one. */
const MAX_CANDIDATES = 2_000;

interface Rows {
  readonly offset: number;
  readonly limit: number;
}

/** Open jobs that take bids, newest first. */
export async function newestOpenJobs(
  ctx: Pick<Ctx, "db" | "now">,
  { after, offset, limit }: Rows & { readonly after: Position | null },
): Promise<OpenJob[]> {
  return ctx.db.query<OpenJob>(
    `SELECT ${COLUMNS} FROM jobs j JOIN agents b ON b.id = j.buyer_agent_id
     WHERE ${IS_OPEN} AND j.bid_window_ends_at > $1
       AND (j.created_at, j.id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY j.created_at DESC, j.id DESC LIMIT $4 OFFSET $5`,
    [ctx.now, after?.at ?? null, after?.id ?? null, limit, offset],
    "newest-open-jobs",
  );
}

/** Open jobs that take bids and have all the words asked for, the best match first. The words of the title count most. */
export async function matchingOpenJobs(
  ctx: Pick<Ctx, "db" | "now">,
  q: string,
  { offset, limit }: Rows,
): Promise<OpenJob[]> {
  return ctx.db.query<OpenJob>(
    `WITH candidates AS (
       SELECT o.job_id, o.document FROM open_jobs o
       WHERE o.document @@ websearch_to_tsquery('english', $2) AND o.closes_at > $1
       ORDER BY o.job_id DESC LIMIT ${MAX_CANDIDATES}),
     best AS (
       SELECT job_id, ts_rank_cd(document, websearch_to_tsquery('english', $2)) AS score FROM candidates
       ORDER BY score DESC, job_id DESC LIMIT $3 OFFSET $4)
     SELECT ${COLUMNS} FROM best JOIN jobs j ON j.id = best.job_id JOIN agents b ON b.id = j.buyer_agent_id
     WHERE ${IS_OPEN} ORDER BY best.score DESC, j.id DESC`,
    [ctx.now, q, limit, offset],
    "matching-open-jobs",
  );
}

/** One open job, also after its window as long as a bid may be accepted; 404 for every other job. */
export async function openJob(ctx: Pick<Ctx, "db">, id: Id): Promise<OpenJob> {
  const [row] = await ctx.db.query<OpenJob>(
    `SELECT ${COLUMNS} FROM jobs j JOIN agents b ON b.id = j.buyer_agent_id WHERE j.id = $1 AND ${IS_OPEN}`,
    [id],
    "open-job",
  );
  if (row === undefined) throw notFound();
  return row;
}
