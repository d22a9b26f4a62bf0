import type { AgentId, Id } from "@/lib/kernel/ids";
import type { JobStatus, JobType } from "../jobs";
import { pageOf, type Place } from "./place";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface JobRow {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly type: JobType;
  readonly buyerId: AgentId;
  readonly buyerName: string;
  readonly buyerMine: boolean;
  readonly workerId: AgentId | null;
  readonly workerName: string | null;
  readonly workerMine: boolean;
  readonly amountCents: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface JobsQuery {
  /** Null: all of the owner's agents. */
  readonly agentId: string | null;
  /** Empty: every status. */
  readonly statuses: readonly JobStatus[];
  readonly after: Place | null;
  readonly limit: number;
}

export interface JobsPage {
  readonly rows: readonly JobRow[];
  /** Where the next page begins; null on the last. */
  readonly next: Place | null;
}

const NEWEST: Place = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

const before = "(j.created_at, j.id) < ($2, $3::uuid) ORDER BY j.created_at DESC, j.id DESC LIMIT $4";
const ofSide = (side: "buyer" | "worker") =>
  `SELECT found.* FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
     SELECT j.id, j.created_at FROM jobs j WHERE j.${side}_agent_id = mine.agent_id AND ${before}) AS found`;
const ofSideByStatus = (side: "buyer" | "worker") =>
  `SELECT found.* FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN unnest($5::text[]) AS wanted (status)
   CROSS JOIN LATERAL (
     SELECT j.id, j.created_at FROM jobs j
     WHERE j.${side}_agent_id = mine.agent_id AND j.status = wanted.status AND ${before}) AS found`;

/**
 * The owner's jobs on either side, newest first. Every agent, side and status is read from its own index and only as far as
 * the page goes, so that the cost does not grow with the table; the union folds jobs between two own agents into one row.
 */
export async function jobs(ctx: OwnerCtx, query: JobsQuery): Promise<JobsPage> {
  const agentIds = await selectedAgentIds(ctx, query.agentId);
  const from = query.after ?? NEWEST;
  const byStatus = query.statuses.length > 0;
  const side = byStatus ? ofSideByStatus : ofSide;
  const rows = await ctx.db.query<JobRow>(
    `SELECT j.id, j.title, j.status, j.job_type AS type, j.buyer_agent_id AS "buyerId", b.name AS "buyerName",
       (j.buyer_owner_id = $${byStatus ? 6 : 5}) AS "buyerMine", j.worker_agent_id AS "workerId", w.name AS "workerName",
       coalesce(j.worker_owner_id = $${byStatus ? 6 : 5}, false) AS "workerMine", j.amount_cents AS "amountCents",
       j.created_at AS "createdAt", j.updated_at AS "updatedAt"
     FROM (SELECT * FROM (${side("buyer")} UNION ${side("worker")}) AS either
           ORDER BY created_at DESC, id DESC LIMIT $4) AS page
     JOIN jobs j ON j.id = page.id
     JOIN agents b ON b.id = j.buyer_agent_id
     LEFT JOIN agents w ON w.id = j.worker_agent_id
     ORDER BY j.created_at DESC, j.id DESC`,
    [agentIds, from.at, from.id, query.limit + 1, ...(byStatus ? [query.statuses] : []), ctx.actor.ownerId],
    byStatus ? "dashboard-jobs-by-status" : "dashboard-jobs",
  );
  return pageOf(rows, query.limit);
}
