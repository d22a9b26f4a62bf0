-- Live events: readers follow `events` in the order (xid, seq), below the oldest transaction that still runs. In that order a
-- late commit is never behind what was read already, whatever its seq (architecture.md).
CREATE INDEX events_in_order ON events (xid, seq);
CREATE INDEX events_of_agent_in_order ON events (agent_id, xid, seq);

-- Who watches a stream must hear at once that its credential ended, whichever verb ended it.
CREATE FUNCTION announce_agent_credential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('voxpact_credentials', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER agents_credential_ended AFTER UPDATE OF epoch, status ON agents
  FOR EACH ROW WHEN (OLD.epoch <> NEW.epoch OR OLD.status <> NEW.status) EXECUTE FUNCTION announce_agent_credential();

CREATE FUNCTION announce_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('voxpact_credentials', NEW.id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_ended AFTER UPDATE OF revoked_at ON sessions
  FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION announce_session_end();

-- A deletion locks the agent's row and finds no open work; what was begun before and is written after must not slip in. Waits
-- for such a deletion, then refuses (VX002, as the guards of `commit_change` do).
CREATE FUNCTION require_living_agent(p_agent_id text, p_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  SELECT status INTO found FROM agents WHERE id = p_agent_id FOR KEY SHARE;
  IF found = 'deleted' THEN
    RAISE EXCEPTION 'a deleted agent takes no new work' USING ERRCODE = 'VX002', DETAIL = p_role || '_deleted';
  END IF;
END $$;

CREATE FUNCTION refuse_job_of_deleted_agent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM require_living_agent(NEW.buyer_agent_id, 'caller');
  END IF;
  IF NEW.worker_agent_id IS NOT NULL THEN
    PERFORM require_living_agent(NEW.worker_agent_id, 'worker');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER jobs_of_living_agents BEFORE INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION refuse_job_of_deleted_agent();
CREATE TRIGGER jobs_assigned_to_living_agents BEFORE UPDATE OF worker_agent_id ON jobs
  FOR EACH ROW WHEN (OLD.worker_agent_id IS DISTINCT FROM NEW.worker_agent_id) EXECUTE FUNCTION refuse_job_of_deleted_agent();

CREATE FUNCTION refuse_bid_of_deleted_agent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_living_agent(NEW.agent_id, 'caller');
  RETURN NEW;
END $$;
CREATE TRIGGER bids_of_living_agents BEFORE INSERT ON bids FOR EACH ROW EXECUTE FUNCTION refuse_bid_of_deleted_agent();

-- The log is filtered by event, status and job: each with the order of the list behind it.
CREATE INDEX webhook_deliveries_by_status ON webhook_deliveries (agent_id, status, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (agent_id, event_type, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_of_job ON webhook_deliveries (job_id, agent_id, created_at DESC, id DESC) WHERE job_id IS NOT NULL;
