import type pg from "pg";

/** What the ledger and the tables around it say of a job, in cents. */
export interface BooksSide {
  readonly jobId: string;
  readonly status: string;
  readonly fee: number;
  readonly captured: number;
  readonly refunded: number;
  readonly transferred: number;
}

/** Movements of the cash we have at Stripe, by job: the ledger's half of the comparison with Stripe. */
export async function readBooks(client: pg.Client): Promise<ReadonlyMap<string, BooksSide>> {
  const { rows } = await client.query<BooksSide>(
    `select jobs.id as "jobId", jobs.status, jobs.platform_fee_cents as fee,
       coalesce(sum(p.amount_cents) filter (where t.kind = 'capture'), 0)::int as captured,
       coalesce(-sum(p.amount_cents) filter (where t.kind = 'refund'), 0)::int as refunded,
       coalesce(-sum(p.amount_cents) filter (where t.kind = 'transfer'), 0)::int as transferred
     from jobs
     left join ledger_transactions t on t.job_id = jobs.id
     left join (select transaction_id, amount_cents from ledger_postings
                join ledger_accounts on ledger_accounts.id = account_id where kind = 'stripe_balance') p
       on p.transaction_id = t.id
     group by jobs.id`,
  );
  return new Map(rows.map((row) => [row.jobId, row]));
}

/** Queries that must find nothing, by what it would mean if they did. */
const MUST_BE_EMPTY: Readonly<Record<string, string>> = {
  "a ledger transaction does not balance":
    "select transaction_id from ledger_postings group by transaction_id, currency having sum(amount_cents) <> 0",
  "the ledger as a whole does not balance":
    "select currency from ledger_postings group by currency having sum(amount_cents) <> 0",
  "money is left in a clearing account": `select kind from ledger_postings join ledger_accounts on ledger_accounts.id = account_id
     where kind in ('cards_authorized', 'holds', 'escrow', 'refunds_due', 'payable') group by kind having sum(amount_cents) <> 0`,
  "an operation at Stripe has not come to its end":
    "select id, kind, job_id from stripe_operations where status = 'pending'",
  "an event was announced twice": `select job_id, agent_id, type from events where job_id is not null group by job_id, agent_id, type having count(*) > 1`,
  // One that still runs has not failed: a recurring task queues its next run in its own place, which takes its attempts away.
  "a task has failed for good":
    "select task_identifier, last_error from graphile_worker.jobs where attempts >= max_attempts and locked_at is null",
};

export async function findFaults(client: pg.Client): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [meaning, query] of Object.entries(MUST_BE_EMPTY)) {
    const { rows } = await client.query<Record<string, unknown>>(query);
    if (rows.length > 0) faults.push(`${meaning}: ${JSON.stringify(rows.slice(0, 5))}`);
  }
  return faults;
}

/** How many jobs and operations are not at their end. */
export async function countUnsettled(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ open: number }>(
    `select ((select count(*) from jobs where status not in ('completed', 'cancelled', 'refunded'))
       + (select count(*) from stripe_operations where status = 'pending')
       + (select count(*) from jobs where payout_status in ('pending', 'pending_retry', 'pending_onboarding')))::int as open`,
  );
  return rows[0]?.open ?? 0;
}
