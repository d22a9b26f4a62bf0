import type { Id } from "@/lib/kernel/ids";
import type { Sql } from "@/lib/ports/sql";

/** A job's columns beside what its ledger says, all in cents. */
export interface JobBalance {
  readonly job_id: Id;
  readonly closed: boolean;
  readonly at: Date;
  readonly job_captured: number;
  readonly job_net: number;
  readonly job_fees: number;
  readonly job_refunded: number;
  readonly job_forfeited: number;
  readonly payout_status: string;
  readonly captured: number;
  readonly held: number;
  readonly net: number;
  readonly fees: number;
  readonly refunded: number;
  readonly forfeited: number;
  readonly transferred: number;
}

/**
 * Jobs that moved in a span, with nothing under way at Stripe. `held`: what is captured and nobody's yet; `net`: what the worker was
 * allotted; `forfeited`: what of that a lost chargeback took before it was sent; `refunded`: what went back to the buyer or to its bank.
 */
const BALANCES = `
  WITH moved AS (
    SELECT DISTINCT job_id FROM ledger_transactions WHERE created_at >= $1 AND created_at < $2 AND job_id IS NOT NULL)
  SELECT j.id AS job_id, j.status IN ('completed', 'cancelled', 'refunded') AS closed, j.updated_at AS at,
    j.captured_cents AS job_captured, j.worker_gross_cents - j.platform_fee_cents AS job_net,
    j.platform_fee_cents + j.cancellation_fee_cents AS job_fees, j.refunded_cents AS job_refunded,
    j.forfeited_cents AS job_forfeited, j.payout_status,
    coalesce(sum(-p.amount_cents) FILTER (WHERE t.kind = 'capture' AND a.kind = 'escrow'), 0) AS captured,
    coalesce(sum(-p.amount_cents) FILTER (WHERE a.kind = 'escrow'), 0) AS held,
    coalesce(sum(-p.amount_cents) FILTER (WHERE t.kind = 'settlement' AND a.kind = 'payable'), 0) AS net,
    coalesce(sum(-p.amount_cents) FILTER (WHERE t.kind = 'settlement' AND a.kind = 'platform_fees'), 0) AS fees,
    coalesce(sum(-p.amount_cents) FILTER (WHERE t.kind = 'settlement' AND a.kind = 'refunds_due'), 0)
      + coalesce(sum(p.amount_cents) FILTER (WHERE t.kind = 'chargeback' AND a.kind = 'escrow'), 0) AS refunded,
    coalesce(sum(p.amount_cents) FILTER (WHERE t.kind = 'forfeit' AND a.kind = 'payable'), 0) AS forfeited,
    coalesce(sum(p.amount_cents) FILTER (WHERE t.kind = 'transfer' AND a.kind = 'payable'), 0) AS transferred
  FROM moved m
  JOIN jobs j ON j.id = m.job_id
  JOIN ledger_transactions t ON t.job_id = j.id
  JOIN ledger_postings p ON p.transaction_id = t.id
  JOIN ledger_accounts a ON a.id = p.account_id
  WHERE j.pending_operation_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM stripe_operations o WHERE o.job_id = j.id AND o.status = 'pending')
  GROUP BY j.id`;

export async function jobBalances(db: Sql, from: Date, to: Date): Promise<JobBalance[]> {
  return db.query<JobBalance>(BALANCES, [from, to], "job-balances");
}

/** Currencies whose postings do not sum to zero; the database refuses such entries, so this finds what went around it. */
export async function unbalanced(db: Sql): Promise<{ currency: string; cents: number }[]> {
  return db.query<{ currency: string; cents: number }>(
    "SELECT currency, sum(amount_cents) AS cents FROM ledger_postings GROUP BY currency HAVING sum(amount_cents) <> 0",
    [],
    "unbalanced",
  );
}

/** Which statements about a job's money do not hold, with both amounts. Pure. */
export function broken(
  row: JobBalance,
): { readonly rule: string; readonly expected: number; readonly found: number }[] {
  const owed = row.net - row.forfeited;
  const paid = row.payout_status === "paid" ? owed : row.payout_status === "reversed" ? row.transferred : 0;
  const rules = [
    ["captured = held + worker's net + fees + refunded", row.captured, row.held + row.net + row.fees + row.refunded],
    [
      row.closed ? "a closed job holds nothing" : "an open job holds what was captured",
      row.closed ? 0 : row.captured,
      row.held,
    ],
    ["the job's captured amount is the ledger's", row.job_captured, row.captured],
    ["the job's net is the ledger's", row.job_net, row.net],
    ["the job's fees are the ledger's", row.job_fees, row.fees],
    ["the job's refund is the ledger's", row.job_refunded, row.refunded],
    ["the job's forfeited payout is the ledger's", row.job_forfeited, row.forfeited],
    ["what was transferred is what was paid out", paid, row.transferred],
  ] as const;
  return rules
    .filter(([, expected, found]) => expected !== found)
    .map(([rule, expected, found]) => ({ rule, expected, found }));
}
