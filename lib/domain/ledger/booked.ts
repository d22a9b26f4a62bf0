import type { Id } from "@/lib/kernel/ids";
import type { Sql } from "@/lib/ports/sql";

/** What the ledger says one operation moved on our balance at Stripe, in cents without sign. */
export interface Booked {
  readonly kind: "capture" | "refund" | "transfer" | "reversal";
  readonly operation_id: Id;
  readonly job_id: Id | null;
  readonly cents: number;
  readonly at: Date;
}

/** A refund that came back nets to nothing, as it does at Stripe. */
const BOOKED = `
  SELECT min(CASE t.kind WHEN 'transfer_reversal' THEN 'reversal' WHEN 'refund_failure' THEN 'refund' ELSE t.kind END) AS kind,
    t.operation_id, min(t.job_id::text) AS job_id, abs(sum(p.amount_cents)) AS cents, min(t.created_at) AS at
  FROM ledger_transactions t
  JOIN ledger_postings p ON p.transaction_id = t.id
  JOIN ledger_accounts a ON a.id = p.account_id AND a.kind = 'stripe_balance'
  WHERE t.operation_id = ANY($1) AND t.kind IN ('capture', 'refund', 'refund_failure', 'transfer', 'transfer_reversal')
  GROUP BY t.operation_id HAVING sum(p.amount_cents) <> 0`;

export async function bookedOf(db: Sql, operationIds: readonly Id[]): Promise<Booked[]> {
  return db.query<Booked>(BOOKED, [operationIds], "booked-of");
}

/** Operations that the ledger booked in a span of time. */
export async function operationsBooked(db: Sql, from: Date, to: Date): Promise<Id[]> {
  const rows = await db.query<{ operation_id: Id }>(
    `SELECT DISTINCT operation_id FROM ledger_transactions WHERE created_at >= $1 AND created_at < $2 AND operation_id IS NOT NULL
       AND kind IN ('capture', 'refund', 'refund_failure', 'transfer', 'transfer_reversal')`,
    [from, to],
    "operations-booked",
  );
  return rows.map(({ operation_id }) => operation_id);
}

/** Operations whose answer is still awaited, asked for after `since`: what they did may not be booked yet. */
export async function operationsInFlight(db: Sql, operationIds: readonly Id[], since: Date): Promise<Set<Id>> {
  const rows = await db.query<{ id: Id }>(
    "SELECT id FROM stripe_operations WHERE id = ANY($1) AND status = 'pending' AND created_at > $2",
    [operationIds, since],
    "operations-in-flight",
  );
  return new Set(rows.map(({ id }) => id));
}

export interface Fee {
  readonly cents: number;
  readonly at: Date;
}

/** Activation fees, which belong to no job. */
export async function feesBooked(db: Sql, from: Date, to: Date): Promise<Fee[]> {
  return db.query<Fee>(
    `SELECT p.amount_cents AS cents, t.created_at AS at FROM ledger_transactions t
     JOIN ledger_postings p ON p.transaction_id = t.id JOIN ledger_accounts a ON a.id = p.account_id AND a.kind = 'stripe_balance'
     WHERE t.kind = 'activation_fee' AND t.created_at >= $1 AND t.created_at < $2 ORDER BY t.created_at, t.id`,
    [from, to],
    "fees-booked",
  );
}
