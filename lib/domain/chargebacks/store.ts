import type { Id } from "@/lib/kernel/ids";
import type { chargebacksModel } from "@/lib/platform/prisma/models";
import type { Sql } from "@/lib/ports/sql";
import type { JobFacts } from "../jobs";

export type ChargebackRow = Omit<chargebacksModel, "status"> & { readonly status: "open" | "won" | "lost" };

export async function loadChargeback(db: Sql, stripeDisputeId: string): Promise<ChargebackRow | null> {
  const [row] = await db.query<ChargebackRow>(
    "SELECT * FROM chargebacks WHERE stripe_dispute_id = $1",
    [stripeDisputeId],
    "chargeback",
  );
  return row ?? null;
}

export async function otherOpen(db: Sql, jobId: Id, stripeDisputeId: string): Promise<boolean> {
  const rows = await db.query(
    "SELECT 1 FROM chargebacks WHERE job_id = $1 AND stripe_dispute_id <> $2 AND status = 'open' LIMIT 1",
    [jobId, stripeDisputeId],
    "other-chargebacks",
  );
  return rows.length > 0;
}

/** Whether the job is frozen, and a chargeback of it did that: the row and the freeze are of one commit, so of one time. */
export async function frozenByChargeback(db: Sql, job: JobFacts): Promise<boolean> {
  if (job.status !== "frozen") return false;
  const rows = await db.query(
    "SELECT 1 FROM chargebacks WHERE job_id = $1 AND created_at = $2 LIMIT 1",
    [job.id, job.frozen_at],
    "freezing-chargeback",
  );
  return rows.length > 0;
}

/** The job that a charge paid for, or null. */
export async function jobOfCharge(db: Sql, chargeId: string, paymentIntentId: string | null): Promise<Id | null> {
  const [row] = await db.query<{ id: Id }>(
    "SELECT id FROM jobs WHERE charge_id = $1 UNION SELECT id FROM jobs WHERE payment_intent_id = $2 LIMIT 1",
    [chargeId, paymentIntentId],
    "job-of-charge",
  );
  return row?.id ?? null;
}
