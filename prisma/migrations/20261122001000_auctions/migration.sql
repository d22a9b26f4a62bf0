-- Bids and what finds open jobs and agents.

-- Compare-and-set for bids, as `jobs.version` is for jobs.
ALTER TABLE bids ADD COLUMN version int NOT NULL DEFAULT 0;

-- A worker's own bids on one job.
CREATE INDEX bids_of_agent_on_job ON bids (job_id, agent_id, created_at DESC, id DESC);

-- A new bid holds its job until it is committed, and moves the job's version: bids on one job are counted one after the
-- other (at most 100), none joins a job that has stopped taking them, and a verb that has read all bids to close them finds
-- its version gone when another one came. Where the job does not take bids: VX001, the verb reads again.
CREATE FUNCTION bid_joins_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE jobs SET version = version + 1
    WHERE id = NEW.job_id AND job_type = 'open' AND status = 'pending_payment' AND pending_operation_id IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the job takes no bids' USING ERRCODE = 'VX001', DETAIL = 'jobs';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bids_join_job BEFORE INSERT ON bids FOR EACH ROW WHEN (NEW.status = 'active') EXECUTE FUNCTION bid_joins_job();

-- ── Search ───────────────────────────────────────────────────────────────────────────────────────────────────────────
-- The words of an open job while it is open: search does not grow with closed jobs, and reads of jobs do not carry it.
CREATE TABLE open_jobs (
  job_id uuid PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
  closes_at timestamptz NOT NULL,
  document tsvector NOT NULL
);
CREATE INDEX open_jobs_words ON open_jobs USING gin (document);

CREATE FUNCTION job_document(p_title text, p_task_spec jsonb, p_capabilities text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('english', p_title), 'A')
    || setweight(to_tsvector('english', array_to_string(p_capabilities, ' ')), 'B')
    || setweight(to_tsvector('english', coalesce(p_task_spec->>'description', '')), 'C')
$$;

CREATE FUNCTION index_open_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'pending_payment' AND NEW.bid_window_ends_at IS NOT NULL THEN
    INSERT INTO open_jobs (job_id, closes_at, document)
      VALUES (NEW.id, NEW.bid_window_ends_at, job_document(NEW.title, NEW.task_spec, NEW.required_capabilities))
      ON CONFLICT (job_id) DO UPDATE SET closes_at = excluded.closes_at;
  ELSE
    DELETE FROM open_jobs WHERE job_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER jobs_opened AFTER INSERT ON jobs FOR EACH ROW WHEN (NEW.job_type = 'open') EXECUTE FUNCTION index_open_job();
CREATE TRIGGER jobs_reopened_or_closed AFTER UPDATE OF status ON jobs FOR EACH ROW
  WHEN (NEW.job_type = 'open' AND NEW.status <> OLD.status) EXECUTE FUNCTION index_open_job();
INSERT INTO open_jobs (job_id, closes_at, document)
  SELECT id, bid_window_ends_at, job_document(title, task_spec, required_capabilities) FROM jobs
  WHERE job_type = 'open' AND status = 'pending_payment' AND bid_window_ends_at IS NOT NULL;

-- Its cost says how dear it is next to a look into the index.
CREATE FUNCTION agent_document(p_name text, p_description text, p_capabilities text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
  SELECT to_tsvector('english', p_name || ' ' || array_to_string(p_capabilities, ' ') || ' ' || coalesce(p_description, ''))
$$;
CREATE INDEX agents_words ON agents USING gin (agent_document(name, description, capabilities)) WHERE status = 'active';
