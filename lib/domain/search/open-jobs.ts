import { notFound } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Place } from "@/lib/kernel/place";
import type { Ctx } from "@/lib/platform/context";
import type { OpenJob } from "./types";

const COLUMNS = `j.id, j.title, j.task_spec, j.amount_cents, j.currency, j.required_capabilities, j.bid_window_ends_at, j.deadline_hours,
  j.validation_criteria, j.max_revisions, j.buyer_agent_id, b.name AS buyer_name, b.status AS buyer_status,
  b.trust_score AS buyer_trust, j.created_at`;
const IS_OPEN = "j.job_type = 'open' AND j.status = 'pending_payment' AND j.bid_window_ends_at IS NOT NULL";

interface Rows {
  readonly offset: number;
  readonly limit: number;
}

/** Open jobs that take bids, newest first. */
export async function newestOpenJobs(
  ctx: Pick<Ctx, "db" | "now">,
  { after, offset, limit }: Rows & { readonly after: Place | null },
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

/** Those of these jobs that are open still, in the order asked for. */
export async function openJobsById(ctx: Pick<Ctx, "db">, ids: readonly Id[]): Promise<OpenJob[]> {
  if (ids.length === 0) return [];
  return ctx.db.query<OpenJob>(
    `SELECT ${COLUMNS} FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
       JOIN jobs j ON j.id = wanted.id JOIN agents b ON b.id = j.buyer_agent_id
     WHERE ${IS_OPEN} ORDER BY wanted.place`,
    [ids],
    "open-jobs-by-id",
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
