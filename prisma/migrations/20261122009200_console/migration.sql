-- What the owner's console keeps and looks things up by, so that no page grows with the past.

-- ── Filters of the jobs list that an owner has given a name ──────────────────────────────────────────────────────────
CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES owners,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  -- The list's query string, as the console writes it.
  query text NOT NULL CHECK (length(query) <= 1000),
  created_at timestamptz NOT NULL,
  UNIQUE (owner_id, name)
);

-- ── Search in one's own jobs ─────────────────────────────────────────────────────────────────────────────────────────
-- The words of every job beside its parties and its week: a search for a word in the jobs of some agents reads the index
-- week by week, newest first, and stops when its page is full. In a table of its own, so that a job that changes does not
-- write its words again.
CREATE TABLE job_texts (
  job_id uuid PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
  document tsvector NOT NULL
);
-- What waits to be sorted in is read whole by every search: little of it.
CREATE INDEX job_texts_words ON job_texts USING gin (document) WITH (gin_pending_list_limit = 256);

CREATE FUNCTION week_number(p_at timestamptz) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM p_at) / 604800)::int
$$;

-- No word of a text begins with a blank: what marks parties and weeks cannot be typed, not even as a beginning.
CREATE FUNCTION job_text(p_title text, p_task_spec jsonb, p_buyer text, p_worker text, p_created_at timestamptz) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple', p_title || ' ' || left(coalesce(p_task_spec->>'description', ''), 1000))
    || array_to_tsvector(array_remove(ARRAY[' agent ' || p_buyer, ' agent ' || p_worker, ' week ' || week_number(p_created_at)], NULL))
$$;

CREATE FUNCTION keep_job_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_texts (job_id, document)
    VALUES (NEW.id, job_text(NEW.title, NEW.task_spec, NEW.buyer_agent_id, NEW.worker_agent_id, NEW.created_at))
    ON CONFLICT (job_id) DO UPDATE SET document = excluded.document;
  RETURN NULL;
END $$;
CREATE TRIGGER jobs_have_text AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION keep_job_text();
CREATE TRIGGER jobs_change_text AFTER UPDATE OF worker_agent_id ON jobs FOR EACH ROW
  WHEN (NEW.worker_agent_id IS DISTINCT FROM OLD.worker_agent_id) EXECUTE FUNCTION keep_job_text();
INSERT INTO job_texts (job_id, document)
  SELECT id, job_text(title, task_spec, buyer_agent_id, worker_agent_id, created_at) FROM jobs;

-- A job is also found by what Stripe calls its payments, refunds and transfers.
CREATE INDEX stripe_operations_by_stripe_id ON stripe_operations (stripe_id) WHERE stripe_id IS NOT NULL;

-- ── What each agent's jobs moved, week by week (the console's charts) ────────────────────────────────────────────────
CREATE TABLE agent_weeks (
  agent_id text NOT NULL REFERENCES agents,
  -- The Monday, UTC.
  week date NOT NULL,
  held_cents bigint NOT NULL DEFAULT 0,
  -- Charged less what was given back; a week in which more came back than was charged is below zero.
  spent_cents bigint NOT NULL DEFAULT 0,
  -- Net of fees.
  earned_cents bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (agent_id, week)
);

CREATE FUNCTION week_of(p_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_trunc('week', p_at AT TIME ZONE 'UTC')::date
$$;

-- Lock order: the job, then its worker's totals, then weeks in the order of their agents, then everything else.
CREATE FUNCTION keep_weeks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held int := NEW.held_cents - coalesce(OLD.held_cents, 0);
  spent int := NEW.captured_cents - NEW.refunded_cents - coalesce(OLD.captured_cents - OLD.refunded_cents, 0);
  earned int := NEW.worker_gross_cents - NEW.platform_fee_cents - coalesce(OLD.worker_gross_cents - OLD.platform_fee_cents, 0);
BEGIN
  INSERT INTO agent_weeks (agent_id, week, held_cents, spent_cents, earned_cents)
    SELECT moved.agent_id, week_of(NEW.updated_at), greatest(moved.held, 0), moved.spent, moved.earned
    FROM (VALUES (NEW.buyer_agent_id, held, spent, 0), (NEW.worker_agent_id, 0, 0, earned)) AS moved (agent_id, held, spent, earned)
    WHERE moved.agent_id IS NOT NULL AND (moved.held > 0 OR moved.spent <> 0 OR moved.earned <> 0) ORDER BY moved.agent_id
    ON CONFLICT (agent_id, week) DO UPDATE SET held_cents = agent_weeks.held_cents + excluded.held_cents,
      spent_cents = agent_weeks.spent_cents + excluded.spent_cents, earned_cents = agent_weeks.earned_cents + excluded.earned_cents;
  RETURN NULL;
END $$;
-- After `jobs_earn`, by name: triggers of one event fire in that order.
CREATE TRIGGER jobs_in_week AFTER INSERT ON jobs FOR EACH ROW
  WHEN (NEW.held_cents > 0 OR NEW.captured_cents > 0 OR NEW.worker_gross_cents > 0) EXECUTE FUNCTION keep_weeks();
CREATE TRIGGER jobs_week AFTER UPDATE OF held_cents, captured_cents, refunded_cents, worker_gross_cents, platform_fee_cents ON jobs FOR EACH ROW
  WHEN ((OLD.held_cents, OLD.captured_cents, OLD.refunded_cents, OLD.worker_gross_cents, OLD.platform_fee_cents)
    IS DISTINCT FROM (NEW.held_cents, NEW.captured_cents, NEW.refunded_cents, NEW.worker_gross_cents, NEW.platform_fee_cents))
  EXECUTE FUNCTION keep_weeks();

-- Of the past each amount's own time is not known; its job's times come nearest.
INSERT INTO agent_weeks (agent_id, week, held_cents, spent_cents, earned_cents)
  SELECT agent_id, week, sum(held), sum(spent), sum(earned) FROM (
    SELECT buyer_agent_id AS agent_id, week_of(created_at) AS week, held_cents AS held, 0 AS spent, 0 AS earned FROM jobs WHERE held_cents > 0
    UNION ALL SELECT buyer_agent_id, week_of(coalesce(accepted_at, created_at)), 0, captured_cents, 0 FROM jobs WHERE captured_cents > 0
    UNION ALL SELECT buyer_agent_id, week_of(coalesce(closed_at, updated_at)), 0, -refunded_cents, 0 FROM jobs WHERE refunded_cents > 0
    UNION ALL SELECT worker_agent_id, week_of(coalesce(completed_at, updated_at)), 0, 0, worker_gross_cents - platform_fee_cents
      FROM jobs WHERE worker_gross_cents > 0) AS moved
  GROUP BY agent_id, week;
