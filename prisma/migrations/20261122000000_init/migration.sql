-- The whole data model of reference/002 and decisions.md. Conventions: money is integer cents; times are timestamptz in the
-- application's time (app_now) unless a comment says wall time; every enum, amount and range has a CHECK.

CREATE SCHEMA IF NOT EXISTS sandbox;

-- ── The application's clock (sandbox.md): one row; in production the skew stays 0 ────────────────────────────────────
CREATE TABLE sandbox.clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  skew_ms bigint NOT NULL DEFAULT 0
);
INSERT INTO sandbox.clock DEFAULT VALUES;

-- Whole milliseconds, as JavaScript's dates carry them: a time read, kept and compared again is the same time.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
  SELECT date_trunc('milliseconds', clock_timestamp()) + (SELECT skew_ms FROM sandbox.clock) * interval '1 millisecond'
$$;

-- The wall time at which the queue must run what is due at an application time.
CREATE FUNCTION app_run_at(app_time timestamptz) RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
  SELECT app_time - (SELECT skew_ms FROM sandbox.clock) * interval '1 millisecond'
$$;

-- Values the installation makes for itself (sandbox secrets, seed marker).
CREATE TABLE settings (
  key text PRIMARY KEY,
  value text NOT NULL
);

-- ── Owners and their credentials ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE owners (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
  stripe_customer_id text UNIQUE,
  kyc_status text NOT NULL DEFAULT 'none' CHECK (kyc_status IN ('none', 'pending', 'processing', 'verified', 'failed')),
  kyc_session_id text UNIQUE,
  kyc_updated_at timestamptz,
  mail_preferences jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  deleted_at timestamptz
);

CREATE TABLE magic_links (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email)),
  owner_id uuid REFERENCES owners,
  token_hash text NOT NULL UNIQUE,
  code_hash text NOT NULL,
  wrong_codes int NOT NULL DEFAULT 0 CHECK (wrong_codes BETWEEN 0 AND 5),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  used_at timestamptz
);
CREATE INDEX magic_links_email_newest ON magic_links (email, created_at DESC, id DESC);

-- Browser sessions live in wall time (sandbox.md).
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES owners,
  user_agent text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 400),
  ip text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  revoked_at timestamptz
);
CREATE INDEX sessions_of_owner ON sessions (owner_id, created_at DESC, id DESC);

-- ── Agents ───────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE agents (
  id text PRIMARY KEY CHECK (id ~ '^ag_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  owner_id uuid NOT NULL REFERENCES owners,
  name text NOT NULL CHECK (length(name) BETWEEN 2 AND 255),
  description text CHECK (length(description) <= 2000),
  capabilities text[] NOT NULL DEFAULT '{}' CHECK (cardinality(capabilities) <= 15),
  webhook_url text NOT NULL CHECK (length(webhook_url) <= 2048),
  webhook_failing_since timestamptz,
  webhook_disabled_at timestamptz,
  rate_card jsonb,
  avatar_url text CHECK (length(avatar_url) <= 2048),
  status text NOT NULL CHECK (status IN ('pending_verification', 'active', 'suspended', 'deleted')),
  -- Hundredths of a point: 5000 is 50.00 (decisions 7).
  trust_score int NOT NULL DEFAULT 5000 CHECK (trust_score BETWEEN 0 AND 10000),
  monthly_limit_cents int CHECK (monthly_limit_cents >= 0),
  monthly_limit_set_by text NOT NULL DEFAULT 'agent' CHECK (monthly_limit_set_by IN ('agent', 'owner')),
  -- Every JWT carries the epoch it was issued in; rotating, recovering or deleting bumps it (decisions 2).
  epoch int NOT NULL DEFAULT 0 CHECK (epoch >= 0),
  activation_fee_cents int NOT NULL CHECK (activation_fee_cents >= 0),
  completed_jobs int NOT NULL DEFAULT 0 CHECK (completed_jobs >= 0),
  rating_sum int NOT NULL DEFAULT 0 CHECK (rating_sum >= 0),
  review_count int NOT NULL DEFAULT 0 CHECK (review_count >= 0),
  created_at timestamptz NOT NULL,
  activated_at timestamptz,
  deleted_at timestamptz
);
CREATE INDEX agents_of_owner ON agents (owner_id, created_at, id);
CREATE INDEX agents_by_trust ON agents (trust_score DESC, id) WHERE status = 'active';
CREATE INDEX agents_by_capability ON agents USING gin (capabilities) WHERE status = 'active';

CREATE TABLE agent_keys (
  id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES agents,
  key_hash text NOT NULL UNIQUE,
  last4 text NOT NULL CHECK (length(last4) = 4),
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX agent_keys_one_live ON agent_keys (agent_id) WHERE revoked_at IS NULL;

-- Signing secrets are needed in clear to sign, so they are kept sealed (A256GCM under AUTH_SECRET), not hashed.
CREATE TABLE webhook_secrets (
  id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES agents,
  sealed text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz
);
CREATE INDEX webhook_secrets_of_agent ON webhook_secrets (agent_id, created_at DESC, id DESC);

-- Activation and key recovery: single use, found by hash alone.
CREATE TABLE email_tokens (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('activation', 'recovery')),
  agent_id text NOT NULL REFERENCES agents,
  token_hash text NOT NULL UNIQUE,
  checkout_session_id text UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  used_at timestamptz
);
CREATE INDEX email_tokens_of_agent ON email_tokens (agent_id, purpose, created_at DESC, id DESC);

-- Amounts on hold per calendar month (UTC), less what was voided or refunded (decisions 3).
CREATE TABLE agent_spending (
  agent_id text NOT NULL REFERENCES agents,
  month timestamptz NOT NULL,
  held_cents bigint NOT NULL DEFAULT 0 CHECK (held_cents >= 0),
  PRIMARY KEY (agent_id, month)
);

-- ── Cards and payout accounts: the owner's, shared by its agents (decisions 2) ───────────────────────────────────────
CREATE TABLE cards (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES owners,
  payment_method_id text NOT NULL UNIQUE,
  brand text NOT NULL,
  last4 text NOT NULL CHECK (length(last4) = 4),
  exp_month int NOT NULL CHECK (exp_month BETWEEN 1 AND 12),
  exp_year int NOT NULL CHECK (exp_year BETWEEN 2000 AND 2200),
  fingerprint text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  detached_at timestamptz,
  CHECK (NOT (is_default AND detached_at IS NOT NULL))
);
CREATE UNIQUE INDEX cards_one_default ON cards (owner_id) WHERE is_default;
CREATE INDEX cards_of_owner ON cards (owner_id, created_at, id) WHERE detached_at IS NULL;
CREATE INDEX cards_by_fingerprint ON cards (fingerprint, owner_id);

CREATE TABLE connect_accounts (
  owner_id uuid PRIMARY KEY REFERENCES owners,
  stripe_account_id text NOT NULL UNIQUE,
  charges_enabled boolean NOT NULL DEFAULT false,
  payouts_enabled boolean NOT NULL DEFAULT false,
  details_submitted boolean NOT NULL DEFAULT false,
  is_ready boolean NOT NULL DEFAULT false,
  ready_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- ── Jobs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE jobs (
  id uuid PRIMARY KEY,
  buyer_agent_id text NOT NULL REFERENCES agents,
  buyer_owner_id uuid NOT NULL REFERENCES owners,
  worker_agent_id text REFERENCES agents,
  worker_owner_id uuid REFERENCES owners,
  title text NOT NULL CHECK (length(title) BETWEEN 5 AND 500),
  task_spec jsonb NOT NULL,
  job_type text NOT NULL CHECK (job_type IN ('direct', 'open')),
  status text NOT NULL CHECK (status IN ('pending_payment', 'funded', 'accepted', 'in_progress', 'delivered', 'validating',
    'revision_requested', 'completed', 'disputed', 'cancelled', 'refunded', 'frozen')),
  status_before_freeze text,
  frozen_at timestamptz,
  currency text NOT NULL DEFAULT 'eur' CHECK (currency ~ '^[a-z]{3}$'),
  amount_cents int NOT NULL CHECK (amount_cents BETWEEN 500 AND 1000000000),
  budget_cents int NOT NULL CHECK (budget_cents BETWEEN 500 AND 1000000000),
  min_acceptable_cents int CHECK (min_acceptable_cents >= 500),
  required_capabilities text[] NOT NULL DEFAULT '{}' CHECK (cardinality(required_capabilities) <= 15),
  bid_window_ends_at timestamptz,
  deadline_hours int NOT NULL CHECK (deadline_hours BETWEEN 1 AND 720),
  deadline_at timestamptz,
  validation_criteria jsonb,
  auto_accept_rule jsonb,
  max_revisions int NOT NULL DEFAULT 2 CHECK (max_revisions BETWEEN 0 AND 10),
  revision_count int NOT NULL DEFAULT 0 CHECK (revision_count >= 0 AND revision_count <= max_revisions),
  failed_validations int NOT NULL DEFAULT 0 CHECK (failed_validations BETWEEN 0 AND 3),
  -- Which round of delivery the worker is in: 1 for the first.
  revision_number int NOT NULL DEFAULT 1 CHECK (revision_number >= 1),
  -- Counts deliveries, so that a validation that was overtaken by a newer file is told from the current one.
  delivery_seq int NOT NULL DEFAULT 0 CHECK (delivery_seq >= 0),
  feedback text,
  delivered_at timestamptz,
  auto_release_at timestamptz,
  -- Money so far, per job: held ≥ captured ≥ worker's gross + refunded + kept fee.
  payment_status text NOT NULL DEFAULT 'none' CHECK (payment_status IN ('none', 'failed', 'authorized', 'captured', 'voided',
    'partially_refunded', 'refunded')),
  held_cents int NOT NULL DEFAULT 0 CHECK (held_cents >= 0),
  captured_cents int NOT NULL DEFAULT 0 CHECK (captured_cents >= 0),
  refunded_cents int NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  worker_gross_cents int NOT NULL DEFAULT 0 CHECK (worker_gross_cents >= 0),
  platform_fee_cents int NOT NULL DEFAULT 0 CHECK (platform_fee_cents >= 0),
  cancellation_fee_cents int NOT NULL DEFAULT 0 CHECK (cancellation_fee_cents >= 0),
  payment_intent_id text UNIQUE,
  charge_id text,
  capture_before timestamptz,
  spend_month timestamptz,
  payout_status text NOT NULL DEFAULT 'none' CHECK (payout_status IN ('none', 'pending', 'pending_onboarding', 'pending_retry',
    'paid', 'reversed')),
  transfer_id text,
  -- Set while a verb waits for Stripe: every other command is 409 operation_in_progress (decisions 4).
  pending_operation_id uuid,
  pending_command text,
  cancel_reason text,
  -- The next moment at which time itself acts on this job (auto-release, deadline, expiry); null when none does.
  timer_at timestamptz,
  version int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  accepted_at timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  closed_at timestamptz,
  CHECK (job_type = 'open' OR worker_agent_id IS NOT NULL),
  CHECK (worker_agent_id IS NULL OR worker_agent_id <> buyer_agent_id),
  CHECK ((worker_agent_id IS NULL) = (worker_owner_id IS NULL)),
  CHECK ((pending_operation_id IS NULL) = (pending_command IS NULL)),
  CHECK ((status = 'frozen') = (status_before_freeze IS NOT NULL)),
  CHECK (captured_cents <= held_cents),
  CHECK (worker_gross_cents + refunded_cents + cancellation_fee_cents <= captured_cents),
  CHECK (platform_fee_cents <= worker_gross_cents)
);
CREATE INDEX jobs_of_buyer ON jobs (buyer_agent_id, created_at DESC, id DESC);
CREATE INDEX jobs_of_worker ON jobs (worker_agent_id, created_at DESC, id DESC);
CREATE INDEX jobs_of_buyer_by_status ON jobs (buyer_agent_id, status, created_at DESC, id DESC);
CREATE INDEX jobs_of_worker_by_status ON jobs (worker_agent_id, status, created_at DESC, id DESC);
CREATE INDEX jobs_open ON jobs (created_at DESC, id DESC) WHERE job_type = 'open' AND status = 'pending_payment';
CREATE INDEX jobs_due ON jobs (timer_at, id) WHERE timer_at IS NOT NULL;
CREATE INDEX jobs_earned ON jobs (worker_agent_id, completed_at DESC, id DESC) WHERE worker_gross_cents > 0;
CREATE INDEX jobs_payout_waiting ON jobs (worker_owner_id, id) WHERE payout_status IN ('pending', 'pending_onboarding', 'pending_retry');
CREATE INDEX jobs_by_charge ON jobs (charge_id) WHERE charge_id IS NOT NULL;

CREATE TABLE transitions (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  job_id uuid NOT NULL REFERENCES jobs,
  from_status text,
  to_status text NOT NULL,
  actor text NOT NULL CHECK (actor IN ('buyer', 'worker', 'system', 'admin')),
  actor_agent_id text REFERENCES agents,
  reason text CHECK (length(reason) <= 10000),
  created_at timestamptz NOT NULL
);
CREATE INDEX transitions_of_job ON transitions (job_id, seq);

CREATE TABLE bids (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  agent_id text NOT NULL REFERENCES agents,
  owner_id uuid NOT NULL REFERENCES owners,
  price_cents int NOT NULL CHECK (price_cents >= 500),
  estimated_hours double precision CHECK (estimated_hours > 0 AND estimated_hours <= 10000),
  message text CHECK (length(message) <= 2000),
  status text NOT NULL CHECK (status IN ('active', 'countered', 'accepted', 'rejected', 'withdrawn', 'expired')),
  counter_cents int CHECK (counter_cents >= 500),
  counter_message text CHECK (length(counter_message) <= 500),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (status <> 'countered' OR counter_cents IS NOT NULL)
);
CREATE UNIQUE INDEX bids_one_live ON bids (job_id, agent_id) WHERE status IN ('active', 'countered', 'accepted');
CREATE INDEX bids_of_job ON bids (job_id, created_at DESC, id DESC);
CREATE INDEX bids_of_agent ON bids (agent_id, created_at DESC, id DESC);

-- ── Files, deliverables, judgement ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE files (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  uploaded_by text NOT NULL REFERENCES agents,
  purpose text NOT NULL CHECK (purpose IN ('input', 'deliverable')),
  upload_status text NOT NULL CHECK (upload_status IN ('pending', 'confirmed', 'deleted')),
  original_filename text NOT NULL CHECK (length(original_filename) BETWEEN 1 AND 255),
  content_type text NOT NULL,
  -- Declared until confirmed, then the object's real size.
  file_size_bytes bigint NOT NULL CHECK (file_size_bytes BETWEEN 0 AND 1073741824),
  revision_number int NOT NULL CHECK (revision_number >= 1),
  -- Where the upload URL writes, and where confirm copied it to: a key no upload URL names (decisions 11).
  upload_key text NOT NULL UNIQUE,
  object_key text UNIQUE,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  confirmed_at timestamptz,
  deleted_at timestamptz,
  CHECK (upload_status <> 'confirmed' OR (object_key IS NOT NULL AND confirmed_at IS NOT NULL))
);
CREATE INDEX files_of_job ON files (job_id, created_at DESC, id DESC) WHERE upload_status <> 'deleted';
CREATE INDEX files_pending ON files (created_at, id) WHERE upload_status = 'pending';

CREATE TABLE file_accesses (
  id uuid PRIMARY KEY,
  file_id uuid NOT NULL REFERENCES files,
  agent_id text NOT NULL REFERENCES agents,
  kind text NOT NULL CHECK (kind IN ('download', 'preview')),
  created_at timestamptz NOT NULL
);
CREATE INDEX file_accesses_of_file ON file_accesses (file_id, created_at DESC, id DESC);

CREATE TABLE deliverables (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  file_id uuid NOT NULL UNIQUE REFERENCES files,
  revision_number int NOT NULL CHECK (revision_number >= 1),
  content_type text,
  metadata jsonb,
  created_at timestamptz NOT NULL
);
CREATE INDEX deliverables_of_job ON deliverables (job_id, created_at DESC, id DESC);

CREATE TABLE validations (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  revision_number int NOT NULL,
  delivery_seq int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('passed', 'failed', 'unavailable')),
  confidence double precision CHECK (confidence BETWEEN 0 AND 1),
  consensus text CHECK (consensus IN ('agree', 'disagree')),
  reasoning text NOT NULL,
  validator_type text NOT NULL,
  verdicts jsonb NOT NULL DEFAULT '[]',
  auto_approved boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  UNIQUE (job_id, delivery_seq)
);

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  sender_agent_id text NOT NULL REFERENCES agents,
  type text NOT NULL CHECK (type IN ('question', 'reply', 'info', 'update')),
  content text NOT NULL CHECK (length(content) BETWEEN 0 AND 5000),
  file_id uuid REFERENCES files,
  created_at timestamptz NOT NULL
);
CREATE INDEX messages_of_job ON messages (job_id, created_at, id);

CREATE TABLE reviews (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  reviewer_agent_id text NOT NULL REFERENCES agents,
  reviewee_agent_id text NOT NULL REFERENCES agents,
  rating int NOT NULL CHECK (rating BETWEEN 1 AND 5),
  comment text CHECK (length(comment) <= 2000),
  created_at timestamptz NOT NULL,
  UNIQUE (job_id, reviewer_agent_id)
);
CREATE INDEX reviews_of_agent ON reviews (reviewee_agent_id, created_at DESC, id DESC);

CREATE TABLE trust_history (
  id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES agents,
  old_score int NOT NULL CHECK (old_score BETWEEN 0 AND 10000),
  new_score int NOT NULL CHECK (new_score BETWEEN 0 AND 10000),
  delta int NOT NULL,
  reason text NOT NULL,
  job_id uuid REFERENCES jobs,
  counterparty_owner_id uuid REFERENCES owners,
  triggered_at timestamptz NOT NULL,
  CHECK (new_score = old_score + delta)
);
CREATE INDEX trust_history_of_agent ON trust_history (agent_id, triggered_at DESC, id DESC);

CREATE TABLE disputes (
  id uuid PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  opened_by text NOT NULL CHECK (opened_by IN ('buyer', 'worker', 'system')),
  opened_by_agent_id text REFERENCES agents,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 5000),
  status text NOT NULL CHECK (status IN ('open', 'ruled', 'in_review', 'resolved')),
  tier int NOT NULL DEFAULT 1 CHECK (tier IN (1, 2)),
  ruling text CHECK (ruling IN ('buyer_wins', 'worker_wins', 'split')),
  -- Ten-thousandths of the amount that go to the worker (decisions 8: four decimals).
  worker_share int CHECK (worker_share > 0 AND worker_share < 10000),
  confidence double precision CHECK (confidence BETWEEN 0 AND 1),
  reasoning text,
  ruled_by text,
  ruled_at timestamptz,
  review_deadline timestamptz,
  sla_due_at timestamptz,
  sla_reminded_at timestamptz,
  buyer_accepted_at timestamptz,
  worker_accepted_at timestamptz,
  created_at timestamptz NOT NULL,
  resolved_at timestamptz,
  CHECK ((ruling = 'split') = (worker_share IS NOT NULL) OR ruling IS NULL)
);
CREATE UNIQUE INDEX disputes_one_open ON disputes (job_id) WHERE status <> 'resolved';
CREATE INDEX disputes_of_job ON disputes (job_id, created_at DESC, id DESC);
CREATE INDEX disputes_in_review ON disputes (sla_due_at, id) WHERE status = 'in_review';

CREATE TABLE dispute_evidence (
  id uuid PRIMARY KEY,
  dispute_id uuid NOT NULL REFERENCES disputes,
  submitted_by text NOT NULL CHECK (submitted_by IN ('buyer', 'worker')),
  type text NOT NULL CHECK (type IN ('text', 'url', 'r2_key')),
  label text NOT NULL CHECK (length(label) <= 255),
  content text NOT NULL CHECK (length(content) <= 20000),
  created_at timestamptz NOT NULL
);
CREATE INDEX dispute_evidence_of_dispute ON dispute_evidence (dispute_id, created_at, id);

-- ── Events: the one source of webhooks, notifications and live streams (decisions 9) ─────────────────────────────────
CREATE TABLE events (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- The writing transaction: readers stay below the oldest one still running, so that a late commit is never skipped.
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  agent_id text NOT NULL REFERENCES agents,
  type text NOT NULL,
  payload jsonb NOT NULL,
  job_id uuid,
  created_at timestamptz NOT NULL
);
CREATE INDEX events_of_agent ON events (agent_id, seq);
CREATE INDEX events_announced ON events (job_id, agent_id) WHERE type = 'job.available';

CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES agents,
  event_id uuid NOT NULL REFERENCES events,
  type text NOT NULL,
  title text NOT NULL,
  message text NOT NULL,
  job_id uuid,
  created_at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX notifications_of_agent ON notifications (agent_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (agent_id, created_at DESC, id DESC) WHERE read_at IS NULL;

CREATE TABLE webhook_deliveries (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL REFERENCES events,
  agent_id text NOT NULL REFERENCES agents,
  event_type text NOT NULL,
  job_id uuid,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
  attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  response_code int,
  next_retry_at timestamptz,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz
);
CREATE INDEX webhook_deliveries_of_agent ON webhook_deliveries (agent_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_retry_at, id) WHERE status = 'pending';

CREATE TABLE webhook_attempts (
  id uuid PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES webhook_deliveries,
  attempt int NOT NULL CHECK (attempt >= 1),
  response_code int,
  response_body text CHECK (length(response_body) <= 1024),
  error text,
  duration_ms int NOT NULL CHECK (duration_ms >= 0),
  created_at timestamptz NOT NULL
);
CREATE INDEX webhook_attempts_of_delivery ON webhook_attempts (delivery_id, attempt);

-- ── Requests: idempotency and limits ─────────────────────────────────────────────────────────────────────────────────
CREATE TABLE idempotency_records (
  scope text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  -- The id a create under this key uses, also when it is tried again after a crash: one key, one object.
  resource_id uuid NOT NULL,
  locked_until timestamptz,
  status int,
  body text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_records_old ON idempotency_records (created_at);

CREATE UNLOGGED TABLE rate_counters (
  key text PRIMARY KEY,
  hits int NOT NULL,
  resets_at timestamptz NOT NULL
);
CREATE INDEX rate_counters_old ON rate_counters (resets_at);

-- ── Stripe: what we asked for, what it told us ───────────────────────────────────────────────────────────────────────
CREATE TABLE stripe_operations (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('hold', 'capture', 'void', 'refund', 'transfer', 'transfer_reversal', 'activation_fee')),
  -- Which command of the job waits for this answer, and with what; null when nothing waits.
  command text,
  context jsonb NOT NULL DEFAULT '{}',
  job_id uuid REFERENCES jobs,
  agent_id text REFERENCES agents,
  owner_id uuid NOT NULL REFERENCES owners,
  amount_cents int NOT NULL CHECK (amount_cents >= 0),
  currency text NOT NULL DEFAULT 'eur',
  request jsonb NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'succeeded', 'refused', 'abandoned')),
  stripe_id text,
  error jsonb,
  attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  created_at timestamptz NOT NULL,
  completed_at timestamptz,
  CHECK ((status = 'pending') = (completed_at IS NULL))
);
CREATE INDEX stripe_operations_of_job ON stripe_operations (job_id, created_at DESC, id DESC);
CREATE INDEX stripe_operations_pending ON stripe_operations (created_at, id) WHERE status = 'pending';

CREATE TABLE stripe_events (
  id text PRIMARY KEY,
  type text NOT NULL,
  body text NOT NULL,
  received_at timestamptz NOT NULL,
  processed_at timestamptz
);
CREATE INDEX stripe_events_waiting ON stripe_events (received_at, id) WHERE processed_at IS NULL;

CREATE TABLE chargebacks (
  stripe_dispute_id text PRIMARY KEY,
  job_id uuid NOT NULL REFERENCES jobs,
  amount_cents int NOT NULL CHECK (amount_cents > 0),
  status text NOT NULL CHECK (status IN ('open', 'won', 'lost')),
  reversal_operation_id uuid REFERENCES stripe_operations,
  created_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX chargebacks_of_job ON chargebacks (job_id);

-- ── The ledger: double entry, append-only, balanced by the database itself (decisions 6) ─────────────────────────────
CREATE TABLE ledger_accounts (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('cards_authorized', 'holds', 'stripe_balance', 'escrow', 'refunds_due', 'payable',
    'platform_fees', 'activation_fees', 'chargeback_losses')),
  owner_id uuid REFERENCES owners,
  currency text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
  CHECK ((kind = 'payable') = (owner_id IS NOT NULL))
);
CREATE UNIQUE INDEX ledger_accounts_one ON ledger_accounts (kind, currency, owner_id) NULLS NOT DISTINCT;

CREATE TABLE ledger_transactions (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('hold', 'void', 'capture', 'release', 'refund_due', 'refund', 'transfer', 'cancellation',
    'transfer_reversal', 'activation_fee', 'chargeback', 'settlement')),
  job_id uuid REFERENCES jobs,
  operation_id uuid REFERENCES stripe_operations,
  created_at timestamptz NOT NULL
);
CREATE INDEX ledger_transactions_of_job ON ledger_transactions (job_id, created_at, id);
-- One effect of an operation is booked once, whatever retries it took.
CREATE UNIQUE INDEX ledger_transactions_once ON ledger_transactions (operation_id, kind) WHERE operation_id IS NOT NULL;
CREATE INDEX ledger_transactions_by_time ON ledger_transactions (created_at, id);

CREATE TABLE ledger_postings (
  transaction_id uuid NOT NULL REFERENCES ledger_transactions,
  line int NOT NULL,
  account_id text NOT NULL REFERENCES ledger_accounts,
  currency text NOT NULL,
  -- Debits are positive, credits negative.
  amount_cents bigint NOT NULL CHECK (amount_cents <> 0),
  PRIMARY KEY (transaction_id, line)
);
CREATE INDEX ledger_postings_of_account ON ledger_postings (account_id, transaction_id);

CREATE FUNCTION ledger_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid := CASE TG_TABLE_NAME WHEN 'ledger_transactions' THEN (to_jsonb(NEW)->>'id')::uuid ELSE (to_jsonb(NEW)->>'transaction_id')::uuid END;
  lines int;
  unbalanced text;
BEGIN
  SELECT count(*) INTO lines FROM ledger_postings WHERE transaction_id = checked;
  IF lines < 2 THEN
    RAISE EXCEPTION 'ledger transaction % has % postings, two are the least', checked, lines USING ERRCODE = 'VX100';
  END IF;
  SELECT p.currency INTO unbalanced FROM ledger_postings p WHERE p.transaction_id = checked
    GROUP BY p.currency HAVING sum(p.amount_cents) <> 0 LIMIT 1;
  IF unbalanced IS NOT NULL THEN
    RAISE EXCEPTION 'ledger transaction % does not balance in %', checked, unbalanced USING ERRCODE = 'VX100';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_postings p JOIN ledger_accounts a ON a.id = p.account_id
             WHERE p.transaction_id = checked AND a.currency <> p.currency) THEN
    RAISE EXCEPTION 'ledger transaction % posts a currency its account does not have', checked USING ERRCODE = 'VX100';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_transaction_balances AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_balance();
CREATE CONSTRAINT TRIGGER ledger_posting_balances AFTER INSERT ON ledger_postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_balance();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'VX101';
END $$;
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transitions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transitions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── What administrators did, and mail on its way out ─────────────────────────────────────────────────────────────────
CREATE TABLE audit_log (
  id uuid PRIMARY KEY,
  actor text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);
CREATE INDEX audit_log_newest ON audit_log (created_at DESC, id DESC);
CREATE INDEX audit_log_of_subject ON audit_log (subject_type, subject_id, created_at DESC, id DESC);
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE mails (
  id uuid PRIMARY KEY,
  to_address text NOT NULL,
  template text NOT NULL,
  -- The template's values, sealed because some carry secrets; wiped once the mail is out.
  sealed_props text,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed')),
  provider_id text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  CHECK ((status = 'queued') = (sealed_props IS NOT NULL))
);
CREATE INDEX mails_queued ON mails (created_at, id) WHERE status = 'queued';
