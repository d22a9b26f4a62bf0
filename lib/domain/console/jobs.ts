import { isAgentId, isId, type Id } from "@/lib/kernel/ids";
import { OLDEST, paged, type Paged, type Place } from "@/lib/kernel/place";
import type { JobStatus } from "../jobs";
import type { AdminCtx } from "./scope";

export interface JobRow {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly buyerName: string;
  readonly workerName: string | null;
  readonly amountCents: number;
  readonly createdAt: Date;
  readonly frozenAt: Date | null;
}

const COLUMNS = `
  j.id, j.title, j.status, b.name AS "buyerName", w.name AS "workerName", j.amount_cents AS "amountCents", j.created_at AS "createdAt",
  j.frozen_at AS "frozenAt"`;
const PARTIES = "JOIN agents b ON b.id = j.buyer_agent_id LEFT JOIN agents w ON w.id = j.worker_agent_id";

const FROZEN = `
  SELECT ${COLUMNS} FROM (
    SELECT * FROM jobs WHERE status = 'frozen' AND (frozen_at, id) > ($1, $2::uuid) ORDER BY frozen_at, id LIMIT $3) AS j
  ${PARTIES} ORDER BY j.frozen_at, j.id`;

/** Jobs that stand still, the one that waits longest first. */
export async function frozenJobs(
  ctx: AdminCtx,
  { after, limit }: { readonly after: Place | null; readonly limit: number },
): Promise<Paged<JobRow>> {
  const { at, id } = after ?? OLDEST;
  const rows = await ctx.db.query<JobRow>(FROZEN, [at, id, limit + 1], "console-frozen-jobs");
  return paged(rows, limit, (row) => ({ at: row.frozenAt ?? row.createdAt, id: row.id }));
}

/** What an id may name of a job: the job, or its dispute, operation or file; an id of Stripe's; or one of its agents. */
const BY_OWN_ID = `
  SELECT id FROM jobs WHERE id = $1
  UNION SELECT job_id FROM disputes WHERE id = $1
  UNION SELECT job_id FROM stripe_operations WHERE id = $1 AND job_id IS NOT NULL
  UNION SELECT job_id FROM files WHERE id = $1`;
const BY_STRIPE_ID = `
  SELECT id FROM jobs WHERE payment_intent_id = $1
  UNION SELECT id FROM jobs WHERE charge_id = $1
  UNION SELECT job_id FROM chargebacks WHERE stripe_dispute_id = $1`;
const BY_AGENT = `
  (SELECT id FROM jobs WHERE buyer_agent_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50)
  UNION (SELECT id FROM jobs WHERE worker_agent_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50)`;

function searchFor(text: string): { readonly sql: string; readonly name: string } {
  if (isId(text)) return { sql: BY_OWN_ID, name: "console-jobs-by-id" };
  if (isAgentId(text)) return { sql: BY_AGENT, name: "console-jobs-by-agent" };
  return { sql: BY_STRIPE_ID, name: "console-jobs-by-stripe-id" };
}

/** Jobs that an id leads to, newest first: their own, a dispute's, an operation's, a file's, Stripe's, or an agent's. */
export async function findJobs(ctx: AdminCtx, text: string): Promise<JobRow[]> {
  const { sql, name } = searchFor(text);
  return ctx.db.query<JobRow>(
    `SELECT ${COLUMNS} FROM jobs j ${PARTIES} WHERE j.id IN (${sql}) ORDER BY j.created_at DESC, j.id DESC LIMIT 50`,
    [text],
    name,
  );
}
