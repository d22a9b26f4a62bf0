import type { AppDatabase } from "../../platform/db";

/** A market that has run for two years: what the plans of the application's queries are judged on. */

export const AGENTS = 40_000;
export const OWNERS = 30_000;
/** The busiest agent: every list is longest here. */
export const BUSY = 1;

/** An agent's id by its number. */
export const agentId = (number: number): string => `ag_${String(number).padStart(26, "0")}`;
/** An owner's id by its number. */
export const ownerId = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;

const agent = (number: string) => `'ag_' || lpad((${number})::text, 26, '0')`;
const owner = (number: string) => `('00000000-0000-7000-8000-' || lpad((${number})::text, 12, '0'))::uuid`;
const ownerOfAgent = (number: string) => owner(`1 + ((${number}) - 1) % ${OWNERS}`);
/** The job's time: spread over two years, oldest first. */
const jobTime = "timestamptz '2026-11-01' - (n_max - i) * interval '63 seconds'";

const PEOPLE = `
  INSERT INTO owners (id, email, created_at)
    SELECT ${owner("i")}, 'owner' || i || '@example.com', '2024-11-01' FROM generate_series(1, ${OWNERS}) i;
  INSERT INTO agents (id, owner_id, name, capabilities, webhook_url, status, trust_score, activation_fee_cents, created_at)
    SELECT ${agent("i")}, ${ownerOfAgent("i")}, 'Agent ' || i,
      (ARRAY['translation', 'writing', 'coding', 'research', 'design'])[1 + i % 5:1 + i % 5] || ARRAY['skill' || i % 50],
      'https://example.com/hook', CASE WHEN i % 40 = 0 THEN 'suspended' ELSE 'active' END, 2000 + (i * 37) % 8000, 0, '2024-11-01'
    FROM generate_series(1, ${AGENTS}) i;
  INSERT INTO cards (id, owner_id, payment_method_id, brand, last4, exp_month, exp_year, fingerprint, is_default, created_at)
    SELECT uuidv7(), ${owner("i")}, 'pm_' || i, 'visa', '4242', 1, 2030, 'fp_' || i, true, '2024-11-01' FROM generate_series(1, ${OWNERS}) i;
  INSERT INTO connect_accounts (owner_id, stripe_account_id, is_ready, created_at, updated_at)
    SELECT ${owner("i")}, 'acct_' || i, true, '2024-11-01', '2024-11-01' FROM generate_series(1, ${OWNERS}) i;`;

/** One job in 25 is the busiest agent's on either side; statuses as a grown market has them. */
const jobs = (count: number): string => `
  INSERT INTO jobs (id, buyer_agent_id, buyer_owner_id, worker_agent_id, worker_owner_id, title, task_spec, job_type, status,
      status_before_freeze, frozen_at, amount_cents, budget_cents, required_capabilities, bid_window_ends_at, deadline_hours, deadline_at,
      payment_status, held_cents, captured_cents, worker_gross_cents, platform_fee_cents, payment_intent_id, charge_id, payout_status,
      timer_at, created_at, updated_at, completed_at, closed_at)
    SELECT uuidv7(at - now()), ${agent("buyer")}, ${ownerOfAgent("buyer")},
      CASE WHEN open THEN NULL ELSE ${agent("worker")} END, CASE WHEN open THEN NULL ELSE ${ownerOfAgent("worker")} END,
      'Summarise the report number ' || i, '{"description": "A summary of one page."}',
      CASE WHEN open OR i % 5 = 0 THEN 'open' ELSE 'direct' END, status,
      CASE WHEN status = 'frozen' THEN 'delivered' END, CASE WHEN status = 'frozen' THEN at END,
      2000, 2000, CASE WHEN open THEN ARRAY['translation'] ELSE '{}'::text[] END, CASE WHEN open THEN at + interval '2 days' END, 72,
      at + interval '3 days', CASE WHEN gross THEN 'captured' WHEN status = 'funded' THEN 'authorized' ELSE 'none' END,
      CASE WHEN gross OR status = 'funded' THEN 2000 ELSE 0 END, CASE WHEN gross THEN 2000 ELSE 0 END,
      CASE WHEN status = 'completed' THEN 2000 ELSE 0 END, CASE WHEN status = 'completed' THEN 200 ELSE 0 END,
      CASE WHEN gross THEN 'pi_' || i END, CASE WHEN gross THEN 'ch_' || i END,
      CASE WHEN status <> 'completed' THEN 'none' WHEN i % 200 = 1 THEN 'pending_onboarding' ELSE 'paid' END,
      CASE WHEN open OR status IN ('funded', 'accepted', 'in_progress', 'delivered', 'revision_requested')
        THEN timestamptz '2026-11-20' + (i % 100000) * interval '1 minute' END,
      at, at, CASE WHEN status = 'completed' THEN at + interval '1 day' END,
      CASE WHEN status IN ('completed', 'cancelled', 'refunded') THEN at + interval '1 day' END
    FROM (
      SELECT *, ${jobTime} AS at, status = 'pending_payment' AS open,
        status IN ('completed', 'accepted', 'in_progress', 'delivered', 'validating', 'revision_requested', 'disputed', 'frozen') AS gross,
        CASE WHEN i % 25 = 0 THEN ${BUSY} ELSE 2 + (i * 7919) % (${AGENTS} - 2) END AS buyer,
        CASE WHEN i % 25 = 1 THEN ${BUSY} ELSE 2 + (i * 104729 + 1) % (${AGENTS} - 2) END AS worker
      FROM (
        SELECT i, ${count} AS n_max, (ARRAY['completed', 'cancelled', 'refunded', 'pending_payment', 'funded', 'accepted', 'in_progress',
            'delivered', 'validating', 'revision_requested', 'disputed', 'frozen'])[
          CASE WHEN r < 800 THEN 1 WHEN r < 880 THEN 2 WHEN r < 890 THEN 3 WHEN r < 920 THEN 4 WHEN r < 940 THEN 5 WHEN r < 950 THEN 6
            WHEN r < 970 THEN 7 WHEN r < 985 THEN 8 WHEN r < 988 THEN 9 WHEN r < 993 THEN 10 WHEN r < 998 THEN 11 ELSE 12 END] AS status
        FROM (SELECT i, (i * 7907) % 1000 AS r FROM generate_series(1, ${count}::bigint) i) numbers
      ) numbered
    ) j
    WHERE buyer <> worker;`;

/** The busiest agent's oldest completed job: it has as many messages and files as a job may have. */
export const CHATTY = `SELECT * FROM jobs WHERE status = 'completed' AND worker_agent_id = '${agentId(BUSY)}' ORDER BY created_at LIMIT 1`;
/** The job that 3,000 agents bid on. */
export const CONTESTED = `SELECT * FROM jobs WHERE status = 'pending_payment' AND buyer_agent_id = '${agentId(BUSY)}' ORDER BY created_at LIMIT 1`;

/** What hangs on the jobs, for a fifth to all of them. */
const AROUND_JOBS = `
  INSERT INTO transitions (id, job_id, from_status, to_status, actor, created_at)
    SELECT uuidv7(), id, NULL, 'pending_payment', 'buyer', created_at FROM jobs
    UNION ALL SELECT uuidv7(), id, 'pending_payment', status, 'system', updated_at FROM jobs;
  INSERT INTO bids (id, job_id, agent_id, owner_id, price_cents, status, created_at, updated_at)
    SELECT uuidv7(), j.id, ${agent("2 + (b.n * 997 + extract(epoch FROM j.created_at)::bigint) % 3990")}, j.buyer_owner_id, 1500,
      CASE WHEN j.status = 'pending_payment' THEN 'active' ELSE 'rejected' END, j.created_at, j.created_at
    FROM jobs j CROSS JOIN generate_series(1, 3) AS b (n) WHERE j.job_type = 'open' ON CONFLICT DO NOTHING;
  INSERT INTO bids (id, job_id, agent_id, owner_id, price_cents, status, created_at, updated_at)
    SELECT uuidv7(), j.id, ${agent("2 + b.n")}, j.buyer_owner_id, 1500, CASE WHEN b.n <= 95 THEN 'active' ELSE 'withdrawn' END, j.created_at, j.created_at
    FROM (${CONTESTED}) j
      CROSS JOIN generate_series(1, 3000) AS b (n) ON CONFLICT DO NOTHING;
  INSERT INTO events (id, agent_id, type, payload, job_id, created_at)
    SELECT uuidv7(), buyer_agent_id, 'job.delivered', '{}'::jsonb, id, created_at FROM jobs WHERE status = 'completed'
    UNION ALL SELECT uuidv7(), worker_agent_id, 'payment.received', '{}'::jsonb, id, created_at FROM jobs WHERE status = 'completed';
  INSERT INTO notifications (id, agent_id, event_id, type, title, message, job_id, created_at, read_at)
    SELECT uuidv7(), agent_id, id, replace(type, '.', '_'), 'A title', 'A message', job_id, created_at,
      CASE WHEN seq % 10 > 0 THEN created_at END FROM events;
  INSERT INTO webhook_deliveries (id, event_id, event_seq, agent_id, event_type, job_id, status, attempts, created_at)
    SELECT uuidv7(), id, seq, agent_id, type, job_id, CASE WHEN seq % 1000 = 0 THEN 'failed' ELSE 'delivered' END, 1, created_at FROM events;
  INSERT INTO webhook_attempts (id, delivery_id, attempt, response_code, duration_ms, created_at)
    SELECT uuidv7(), id, 1, 200, 40 + abs(hashtext(id::text)) % 900, created_at FROM webhook_deliveries;
  INSERT INTO trust_history (id, agent_id, old_score, new_score, delta, reason, job_id, triggered_at)
    SELECT uuidv7(), worker_agent_id, 5000, 5050, 50, 'job_completed', id, completed_at FROM jobs WHERE status = 'completed';
  INSERT INTO job_texts (job_id, document)
    SELECT id, job_text(title, task_spec, names_of(buyer_agent_id, worker_agent_id), buyer_agent_id, worker_agent_id, created_at) FROM jobs;
  INSERT INTO agent_weeks (agent_id, week, held_cents, spent_cents, earned_cents)
    SELECT buyer_agent_id, week_of(created_at), sum(held_cents), sum(captured_cents), 0 FROM jobs GROUP BY 1, 2;
  INSERT INTO agent_earnings (agent_id, completed_jobs, earned_jobs, net_cents, paid_cents)
    SELECT worker_agent_id, count(*), count(*), sum(worker_gross_cents - platform_fee_cents), 0 FROM jobs WHERE status = 'completed' GROUP BY 1;
  INSERT INTO files (id, job_id, uploaded_by, purpose, upload_status, original_filename, content_type, file_size_bytes, revision_number,
      upload_key, object_key, created_at, confirmed_at)
    SELECT uuidv7(), id, worker_agent_id, 'deliverable', 'confirmed', 'a.txt', 'text/plain', 100, 1, 'up/' || id, 'ok/' || id, created_at, created_at
    FROM jobs WHERE status = 'completed' AND hashtext(id::text) % 2 = 0;
  INSERT INTO deliverables (id, job_id, file_id, revision_number, created_at) SELECT uuidv7(), job_id, id, 1, created_at FROM files;
  INSERT INTO messages (id, job_id, sender_agent_id, type, content, created_at)
    SELECT uuidv7(), id, buyer_agent_id, 'info', 'A message', created_at FROM jobs WHERE status = 'completed' AND hashtext(id::text) % 2 = 0;
  INSERT INTO messages (id, job_id, sender_agent_id, type, content, created_at)
    SELECT uuidv7(), j.id, j.buyer_agent_id, 'info', 'Message ' || n, j.created_at + n * interval '1 second'
    FROM (${CHATTY}) j CROSS JOIN generate_series(1, 200) n;
  INSERT INTO files (id, job_id, uploaded_by, purpose, upload_status, original_filename, content_type, file_size_bytes, revision_number,
      upload_key, object_key, created_at, confirmed_at)
    SELECT uuidv7(), j.id, j.worker_agent_id, 'input', 'confirmed', n || '.txt', 'text/plain', 100, 1, 'up/' || j.id || n, 'ok/' || j.id || n,
      j.created_at, j.created_at + n * interval '1 second'
    FROM (${CHATTY}) j CROSS JOIN generate_series(1, 10) n;
  INSERT INTO reviews (id, job_id, reviewer_agent_id, reviewee_agent_id, rating, created_at)
    SELECT uuidv7(), id, buyer_agent_id, worker_agent_id, 5, created_at FROM jobs WHERE status = 'completed' AND hashtext(id::text) % 4 = 0;
  INSERT INTO stripe_operations (id, kind, job_id, owner_id, amount_cents, request, status, created_at, completed_at)
    SELECT uuidv7(), 'hold', id, buyer_owner_id, 2000, '{}'::jsonb, 'succeeded', created_at, created_at FROM jobs WHERE status <> 'pending_payment';
  INSERT INTO ledger_accounts (id, kind, currency) VALUES ('holds:eur', 'holds', 'eur'), ('cards_authorized:eur', 'cards_authorized', 'eur');
  INSERT INTO ledger_transactions (id, kind, job_id, operation_id, created_at)
    SELECT uuidv7(), 'hold', job_id, id, created_at FROM stripe_operations;
  INSERT INTO ledger_postings (transaction_id, line, account_id, currency, amount_cents)
    SELECT t.id, l.n, CASE l.n WHEN 1 THEN 'holds:eur' ELSE 'cards_authorized:eur' END, 'eur', CASE l.n WHEN 1 THEN -2000 ELSE 2000 END
    FROM ledger_transactions t CROSS JOIN generate_series(1, 2) AS l (n);
  INSERT INTO stripe_operations (id, kind, job_id, owner_id, amount_cents, request, status, created_at, completed_at)
    SELECT uuidv7(), 'hold', id, buyer_owner_id, 2000, '{}'::jsonb, 'refused', created_at, created_at FROM jobs WHERE status = 'cancelled';
  INSERT INTO disputes (id, job_id, opened_by, reason, status, tier, ruling, sla_due_at, created_at, resolved_at)
    SELECT uuidv7(), id, 'buyer', 'A reason', CASE WHEN status = 'disputed' THEN 'in_review' ELSE 'resolved' END, 2,
      CASE WHEN status = 'disputed' THEN NULL ELSE 'buyer_wins' END, created_at + interval '2 days', created_at,
      CASE WHEN status = 'disputed' THEN NULL ELSE created_at END
    FROM jobs WHERE status IN ('disputed', 'refunded');
  INSERT INTO audit_log (id, actor, action, subject_type, subject_id, created_at)
    SELECT uuidv7(), CASE WHEN hashtext(id::text) % 3 = 0 THEN 'system' ELSE 'operator@example.com' END, 'dispute.rule', 'dispute', id::text, created_at
    FROM disputes;`;

/** Fills an empty database with `count` jobs and what belongs to them, and lets the planner know. Takes minutes for a million. */
export async function fillMarket(db: AppDatabase, count: number): Promise<void> {
  const client = await db.pool.connect();
  try {
    // Constraints hold by construction: checking them row by row would take most of the time.
    await client.query("SET session_replication_role = replica");
    for (const script of [PEOPLE, jobs(count), AROUND_JOBS]) await client.query(script);
    await client.query("SET session_replication_role = DEFAULT");
    await client.query("VACUUM ANALYZE");
  } finally {
    client.release();
  }
}
