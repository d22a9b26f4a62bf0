import type { Id } from "@/lib/kernel/ids";
import { byCreation, NEWEST, OLDEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { JobStatus } from "@/lib/kernel/job-status";
import type { DisputeStatus, RulingKind } from "@/lib/kernel/statuses";
import type { AdminCtx } from "./scope";

export interface ReviewRow {
  readonly id: Id;
  readonly jobId: Id;
  readonly title: string;
  readonly jobStatus: JobStatus;
  /** While the job is frozen its dispute's time stands still. */
  readonly frozenAt: Date | null;
  readonly state: DisputeStatus;
  readonly tier: number;
  readonly openedBy: "buyer" | "worker" | "system";
  readonly buyerName: string;
  readonly workerName: string;
  readonly capturedCents: number;
  readonly ruling: RulingKind | null;
  readonly confidence: number | null;
  readonly slaDueAt: Date | null;
  readonly reviewDeadline: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = `
  d.id, d.job_id AS "jobId", j.title, j.status AS "jobStatus", j.frozen_at AS "frozenAt", d.status AS state, d.tier,
  d.opened_by AS "openedBy", b.name AS "buyerName", coalesce(w.name, '') AS "workerName", j.captured_cents AS "capturedCents",
  d.ruling, d.confidence, d.sla_due_at AS "slaDueAt", d.review_deadline AS "reviewDeadline", d.created_at AS "createdAt"`;
const AROUND = `
  JOIN jobs j ON j.id = d.job_id JOIN agents b ON b.id = j.buyer_agent_id LEFT JOIN agents w ON w.id = j.worker_agent_id`;

/** Cases in human review, the one that is due first on top (decisions 8: 48 hours). */
const QUEUE = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM disputes WHERE status = 'in_review' AND (sla_due_at, id) > ($1, $2::uuid) ORDER BY sla_due_at, id LIMIT $3) AS d
  ${AROUND} ORDER BY d.sla_due_at, d.id`;

const BY_STATE = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM disputes WHERE status = $4 AND (created_at, id) < ($1, $2::uuid) ORDER BY created_at DESC, id DESC LIMIT $3) AS d
  ${AROUND} ORDER BY d.created_at DESC, d.id DESC`;

/** Disputes of one state: those in review by when they are due, all others newest first. */
export async function reviews(
  ctx: AdminCtx,
  state: DisputeStatus,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Paged<ReviewRow>> {
  if (state === "in_review") {
    const { at, id } = after ?? OLDEST;
    const rows = await ctx.db.query<ReviewRow>(QUEUE, [at, id, limit + 1], "console-review-queue");
    return paged(rows, limit, (row) => ({ at: row.slaDueAt ?? row.createdAt, id: row.id }));
  }
  const { at, id } = after ?? NEWEST;
  const rows = await ctx.db.query<ReviewRow>(BY_STATE, [at, id, limit + 1, state], "console-disputes");
  return paged(rows, limit, byCreation);
}

/** How many cases wait for a human, counted up to `most`. */
export async function waitingReviews(ctx: AdminCtx, most: number): Promise<number> {
  const [row] = await ctx.db.query<{ waiting: number }>(
    "SELECT count(*)::int AS waiting FROM (SELECT 1 FROM disputes WHERE status = 'in_review' LIMIT $1) AS found",
    [most],
    "console-waiting-reviews",
  );
  return row?.waiting ?? 0;
}
