import type { AgentId, Id } from "@/lib/kernel/ids";
import { NEWEST, OLDEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { PayoutStatus } from "@/lib/kernel/statuses";
import type { AdminCtx } from "./scope";

export interface OperationRow {
  readonly id: Id;
  readonly kind: string;
  /** The command of the job that waits for it; null where none does. */
  readonly command: string | null;
  readonly status: "pending" | "refused";
  readonly jobId: Id | null;
  readonly title: string | null;
  readonly amountCents: number;
  readonly attempts: number;
  /** What Stripe said, or why it said nothing. */
  readonly error: string | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}

const OPERATION = `
  o.id, o.kind, o.command, o.status, o.job_id AS "jobId", j.title, o.amount_cents AS "amountCents", o.attempts,
  o.error ->> 'message' AS error, o.created_at AS "createdAt", o.completed_at AS "completedAt"`;

/** What Stripe has not answered yet, oldest first: also what is asked again later. */
export async function pendingOperations(ctx: AdminCtx, limit: number): Promise<OperationRow[]> {
  return ctx.db.query<OperationRow>(
    `SELECT ${OPERATION} FROM (SELECT * FROM stripe_operations WHERE status = 'pending' ORDER BY created_at, id LIMIT $1) AS o
     LEFT JOIN jobs j ON j.id = o.job_id ORDER BY o.created_at, o.id`,
    [limit],
    "console-pending-operations",
  );
}

interface Page {
  readonly after: Place | null;
  readonly limit: number;
}

/** What Stripe has refused, newest first. */
export async function refusedOperations(ctx: AdminCtx, { after, limit }: Page): Promise<Paged<OperationRow>> {
  const { at, id } = after ?? NEWEST;
  const rows = await ctx.db.query<OperationRow>(
    `SELECT ${OPERATION} FROM (
       SELECT * FROM stripe_operations WHERE status = 'refused' AND (completed_at, id) < ($1, $2::uuid)
       ORDER BY completed_at DESC, id DESC LIMIT $3) AS o
     LEFT JOIN jobs j ON j.id = o.job_id ORDER BY o.completed_at DESC, o.id DESC`,
    [at, id, limit + 1],
    "console-refused-operations",
  );
  return paged(rows, limit, (row) => ({ at: row.completedAt ?? row.createdAt, id: row.id }));
}

export interface PayoutRow {
  readonly jobId: Id;
  readonly title: string;
  readonly status: PayoutStatus;
  readonly netCents: number;
  readonly workerId: AgentId;
  readonly workerName: string;
  readonly email: string;
  /** The transfer that Stripe has not made yet; null where it waits for the owner. */
  readonly operationId: Id | null;
  readonly since: Date;
}

/** Earned money that has not left for the worker, the one that waits longest first. */
export async function pendingPayouts(ctx: AdminCtx, { after, limit }: Page): Promise<Paged<PayoutRow>> {
  const { at, id } = after ?? OLDEST;
  const rows = await ctx.db.query<PayoutRow>(
    `SELECT j.id AS "jobId", j.title, j.payout_status AS status, j.worker_gross_cents - j.platform_fee_cents - j.forfeited_cents AS "netCents",
       j.worker_agent_id AS "workerId", a.name AS "workerName", o.email, op.id AS "operationId", j.completed_at AS since
     FROM (
       SELECT * FROM jobs WHERE payout_status IN ('pending', 'pending_onboarding', 'pending_retry') AND (completed_at, id) > ($1, $2::uuid)
       ORDER BY completed_at, id LIMIT $3) AS j
     JOIN agents a ON a.id = j.worker_agent_id JOIN owners o ON o.id = j.worker_owner_id
     LEFT JOIN LATERAL (
       SELECT id FROM stripe_operations WHERE job_id = j.id AND kind = 'transfer' AND status = 'pending'
       ORDER BY created_at DESC, id DESC LIMIT 1) AS op ON true
     ORDER BY j.completed_at, j.id`,
    [at, id, limit + 1],
    "console-pending-payouts",
  );
  return paged(rows, limit, (row) => ({ at: row.since, id: row.jobId }));
}
