import type { Id } from "@/lib/kernel/ids";
import type { chargebacksModel } from "@/lib/platform/prisma/models";
import type { Sql } from "@/lib/ports/sql";

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

/** The job that a charge paid for, or null. */
export async function jobOfCharge(db: Sql, chargeId: string, paymentIntentId: string | null): Promise<Id | null> {
  const [row] = await db.query<{ id: Id }>(
    "SELECT id FROM jobs WHERE charge_id = $1 UNION SELECT id FROM jobs WHERE payment_intent_id = $2 LIMIT 1",
    [chargeId, paymentIntentId],
    "job-of-charge",
  );
  return row?.id ?? null;
}
