-- What would otherwise be counted over all jobs of the past, kept as they change.

-- What each agent has earned as a worker: one row an agent, written with the job that changes it.
CREATE TABLE agent_earnings (
  agent_id text PRIMARY KEY REFERENCES agents,
  completed_jobs int NOT NULL DEFAULT 0 CHECK (completed_jobs >= 0),
  -- Jobs that earned something: completed, or cancelled with compensation.
  earned_jobs int NOT NULL DEFAULT 0 CHECK (earned_jobs >= 0),
  -- Net of fees, and how much of it has left for the worker's account.
  net_cents bigint NOT NULL DEFAULT 0 CHECK (net_cents >= 0),
  paid_cents bigint NOT NULL DEFAULT 0 CHECK (paid_cents >= 0)
);

-- Lock order: the job, then its worker's totals, then everything else (commit_change).
CREATE FUNCTION keep_earnings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- There is no old row where one is inserted.
  old_net int := coalesce(OLD.worker_gross_cents - OLD.platform_fee_cents, 0);
  new_net int := NEW.worker_gross_cents - NEW.platform_fee_cents;
  completed int := (NEW.status = 'completed')::int - coalesce(OLD.status = 'completed', false)::int;
  earned int := (NEW.worker_gross_cents > 0)::int - coalesce(OLD.worker_gross_cents > 0, false)::int;
  paid int := CASE WHEN NEW.payout_status = 'paid' THEN new_net ELSE 0 END - CASE WHEN OLD.payout_status = 'paid' THEN old_net ELSE 0 END;
BEGIN
  -- Two steps: a CHECK judges the row that ON CONFLICT would not insert, too, and a payout may be taken back.
  INSERT INTO agent_earnings (agent_id) VALUES (NEW.worker_agent_id) ON CONFLICT DO NOTHING;
  UPDATE agent_earnings SET completed_jobs = completed_jobs + completed, earned_jobs = earned_jobs + earned,
    net_cents = net_cents + new_net - old_net, paid_cents = paid_cents + paid WHERE agent_id = NEW.worker_agent_id;
  RETURN NULL;
END $$;
CREATE TRIGGER jobs_earned AFTER INSERT ON jobs FOR EACH ROW WHEN (NEW.worker_gross_cents > 0) EXECUTE FUNCTION keep_earnings();
CREATE TRIGGER jobs_earn AFTER UPDATE OF status, worker_gross_cents, platform_fee_cents, payout_status ON jobs FOR EACH ROW
  WHEN (NEW.worker_agent_id IS NOT NULL AND (NEW.worker_gross_cents > 0 OR OLD.worker_gross_cents > 0)
    AND (OLD.status, OLD.worker_gross_cents, OLD.platform_fee_cents, OLD.payout_status)
      IS DISTINCT FROM (NEW.status, NEW.worker_gross_cents, NEW.platform_fee_cents, NEW.payout_status))
  EXECUTE FUNCTION keep_earnings();

INSERT INTO agent_earnings (agent_id, completed_jobs, earned_jobs, net_cents, paid_cents)
  SELECT worker_agent_id, count(*) FILTER (WHERE status = 'completed'), count(*), sum(worker_gross_cents - platform_fee_cents),
    coalesce(sum(worker_gross_cents - platform_fee_cents) FILTER (WHERE payout_status = 'paid'), 0)
  FROM jobs WHERE worker_agent_id IS NOT NULL AND worker_gross_cents > 0 GROUP BY worker_agent_id;

-- The console's list of decisions: deliveries by the time at which they are released.
CREATE INDEX jobs_to_approve ON jobs (buyer_agent_id, auto_release_at, created_at, id) WHERE status = 'delivered';

-- How many jobs take bids now.
CREATE INDEX jobs_bidding ON jobs (bid_window_ends_at) WHERE job_type = 'open' AND status = 'pending_payment';
