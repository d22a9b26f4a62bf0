import type { AgentId, Id } from "@/lib/kernel/ids";
import { UNFINISHED, type JobStatus, type JobType, type Role } from "../jobs";
import { selectedAgentIds, type OwnerCtx } from "./scope";

/** A job and the latest change of its status. */
export interface ActivityRow {
  readonly jobId: Id;
  readonly title: string;
  readonly type: JobType;
  readonly buyerName: string;
  readonly workerName: string | null;
  readonly amountCents: number;
  readonly bidWindowEndsAt: Date | null;
  readonly paymentFailed: boolean;
  readonly fromStatus: JobStatus | null;
  readonly toStatus: JobStatus;
  readonly actor: Role;
  readonly at: Date;
}

/* Transitions have no owner. The candidates are all open jobs and the newest of every agent, each read from an index. */
const newest = (side: "buyer" | "worker") =>
  `SELECT found.id FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
     SELECT id FROM jobs WHERE ${side}_agent_id = mine.agent_id ORDER BY created_at DESC, id DESC LIMIT 30) AS found`;
const open = (side: "buyer" | "worker") =>
  `SELECT found.id FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN unnest($2::text[]) AS wanted (status) CROSS JOIN LATERAL (
     SELECT id FROM jobs WHERE ${side}_agent_id = mine.agent_id AND jobs.status = wanted.status
     ORDER BY created_at DESC, id DESC LIMIT 30) AS found`;

const ACTIVITY = `
  SELECT j.id AS "jobId", j.title, j.job_type AS type, b.name AS "buyerName", w.name AS "workerName", j.amount_cents AS "amountCents",
    j.bid_window_ends_at AS "bidWindowEndsAt", (j.payment_status = 'failed') AS "paymentFailed", page.from_status AS "fromStatus",
    page.to_status AS "toStatus", page.actor, page.created_at AS at
  FROM (
    SELECT candidate.id, t.* FROM (${newest("buyer")} UNION ${newest("worker")} UNION ${open("buyer")} UNION ${open("worker")}) AS candidate
    CROSS JOIN LATERAL (
      SELECT seq, from_status, to_status, actor, created_at FROM transitions WHERE job_id = candidate.id ORDER BY seq DESC LIMIT 1) AS t
    ORDER BY t.created_at DESC, t.seq DESC LIMIT $3) AS page
  JOIN jobs j ON j.id = page.id
  JOIN agents b ON b.id = j.buyer_agent_id
  LEFT JOIN agents w ON w.id = j.worker_agent_id
  ORDER BY page.created_at DESC, page.seq DESC`;

/** The owner's jobs whose status changed last, each with that change, newest first. */
export async function activity(ctx: OwnerCtx, agentId: string | null, limit: number): Promise<ActivityRow[]> {
  const ids: AgentId[] = await selectedAgentIds(ctx, agentId);
  return ctx.db.query<ActivityRow>(ACTIVITY, [ids, UNFINISHED, limit], "dashboard-activity");
}
