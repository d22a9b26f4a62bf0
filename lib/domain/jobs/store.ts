import type { Sql } from "@/lib/ports/sql";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Job, JobFacts, JobStatus } from "./types";

/** Reads of jobs. Writes go through `transact`, always as compare-and-set on `version`. */

const FACTS = `
  SELECT j.*, w.trust_score AS worker_trust, c.stripe_account_id AS worker_account_id, coalesce(c.is_ready, false) AS worker_ready,
    d.id AS open_dispute_id, d.status AS open_dispute_status, d.review_deadline AS dispute_review_deadline, d.sla_due_at AS dispute_sla_due_at
  FROM jobs j
  LEFT JOIN disputes d ON d.job_id = j.id AND d.status <> 'resolved'
  LEFT JOIN agents w ON w.id = j.worker_agent_id
  LEFT JOIN connect_accounts c ON c.owner_id = j.worker_owner_id`;

export async function loadJob(db: Sql, id: Id): Promise<JobFacts | null> {
  const [row] = await db.query<JobFacts>(`${FACTS} WHERE j.id = $1`, [id], "job-facts");
  return row ?? null;
}

/** While the bank decides, nothing may move: the money might be gone, and Stripe refuses to refund a disputed charge. */
export async function hasOpenChargeback(db: Sql, jobId: Id): Promise<boolean> {
  const rows = await db.query(
    "SELECT 1 FROM chargebacks WHERE job_id = $1 AND status = 'open' LIMIT 1",
    [jobId],
    "open-chargeback",
  );
  return rows.length > 0;
}

/** A place in a list that is ordered by creation, newest first. */
export interface Position {
  readonly at: Date;
  readonly id: Id;
}

export interface JobFilter {
  readonly agentId: AgentId;
  readonly statuses: readonly JobStatus[] | null;
  readonly after: Position | null;
  readonly offset: number;
  readonly limit: number;
}

const NEWEST: Position = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
type Side = "buyer_agent_id" | "worker_agent_id";

const anyStatus = (side: Side) => `
  (SELECT * FROM jobs WHERE ${side} = $1 AND (created_at, id) < ($2, $3::uuid)
   ORDER BY created_at DESC, id DESC LIMIT $4)`;

const eachStatus = (side: Side) => `
  (SELECT found.* FROM unnest($7::text[]) AS wanted (status) CROSS JOIN LATERAL (
     SELECT * FROM jobs WHERE ${side} = $1 AND jobs.status = wanted.status AND (created_at, id) < ($2, $3::uuid)
     ORDER BY created_at DESC, id DESC LIMIT $4) AS found)`;

/**
 * Jobs of one agent on either side, newest first. Each side and status is read from its own index and only as far as the
 * page goes, so that the cost does not grow with the table.
 */
export async function listJobs(db: Sql, { agentId, statuses, after, offset, limit }: JobFilter): Promise<Job[]> {
  const from = after ?? NEWEST;
  const side = statuses === null ? anyStatus : eachStatus;
  return db.query<Job>(
    `SELECT * FROM (${side("buyer_agent_id")} UNION ALL ${side("worker_agent_id")}) AS mine
     ORDER BY created_at DESC, id DESC LIMIT $5 OFFSET $6`,
    [agentId, from.at, from.id, limit + offset, limit, offset, ...(statuses === null ? [] : [statuses])],
    statuses === null ? "list-jobs" : "list-jobs-by-status",
  );
}

export interface Transition {
  readonly id: Id;
  readonly seq: number;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly actor: string;
  readonly actor_agent_id: AgentId | null;
  readonly reason: string | null;
  readonly created_at: Date;
}

export async function listTransitions(db: Sql, jobId: Id): Promise<Transition[]> {
  return db.query<Transition>(
    "SELECT * FROM transitions WHERE job_id = $1 ORDER BY seq LIMIT 500",
    [jobId],
    "list-transitions",
  );
}
