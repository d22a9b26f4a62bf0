-- Each receiver has at most one sender at a time, which sends all that is due in the order of the events: a task of the queue
-- says that there is something for a receiver, and whoever holds the receiver does it. (A named queue for each receiver made
-- every fetch lock the rows of all of them, and pass over all that waited behind those that were busy.)
CREATE TABLE webhook_receivers (
  agent_id text PRIMARY KEY REFERENCES agents,
  -- The queue's job that sends; null: nobody does.
  held_by bigint,
  -- Something came while it was held: the holder looks again before it lets go.
  again boolean NOT NULL DEFAULT false
);

ALTER TABLE webhook_deliveries ADD COLUMN event_seq bigint;
UPDATE webhook_deliveries d SET event_seq = e.seq FROM events e WHERE e.id = d.event_id;
ALTER TABLE webhook_deliveries ALTER COLUMN event_seq SET NOT NULL;
-- The agent itself asked for another attempt: also made where the endpoint is disabled.
ALTER TABLE webhook_deliveries ADD COLUMN asked boolean NOT NULL DEFAULT false;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (agent_id, event_seq) WHERE status = 'pending';

-- Takes a receiver for a job of the queue, or leaves word for the job that holds it. A holder that the queue will never run
-- again holds nothing.
CREATE FUNCTION hold_receiver(p_agent_id text, p_job bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r webhook_receivers%ROWTYPE;
BEGIN
  INSERT INTO webhook_receivers (agent_id) VALUES (p_agent_id) ON CONFLICT DO NOTHING;
  SELECT * INTO r FROM webhook_receivers WHERE agent_id = p_agent_id FOR NO KEY UPDATE;
  IF r.held_by IS NOT NULL AND r.held_by <> p_job AND EXISTS (
    SELECT 1 FROM graphile_worker._private_jobs j WHERE j.id = r.held_by AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts)) THEN
    UPDATE webhook_receivers SET again = true WHERE agent_id = p_agent_id AND NOT again;
    RETURN false;
  END IF;
  UPDATE webhook_receivers SET held_by = p_job, again = false WHERE agent_id = p_agent_id;
  RETURN true;
END $$;

-- Tasks of the old form: what they would have sent is due, and the sweep queues it.
DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
  WHERE t.id = j.task_id AND t.identifier IN ('deliver_webhook', 'deliver_webhook_to_failing');

CREATE OR REPLACE FUNCTION write_events(p_events jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  e jsonb;
  target record;
  written bigint;
BEGIN
  FOR e IN SELECT * FROM jsonb_array_elements(p_events) LOOP
    INSERT INTO events (id, agent_id, type, payload, job_id, created_at)
      VALUES ((e->>'id')::uuid, e->>'agent_id', e->>'type', e->'payload', (e->>'job_id')::uuid, p_now) RETURNING seq INTO written;
    IF e->>'title' IS NOT NULL THEN
      INSERT INTO notifications (id, agent_id, event_id, type, title, message, job_id, created_at)
        VALUES ((e->>'notification_id')::uuid, e->>'agent_id', (e->>'id')::uuid, replace(e->>'type', '.', '_'),
          e->>'title', e->>'message', (e->>'job_id')::uuid, p_now);
      IF e->>'mail_kind' IS NOT NULL AND (
        SELECT coalesce((o.mail_preferences->>(e->>'mail_kind'))::boolean, (e->>'mail_standard')::boolean)
        FROM agents g JOIN owners o ON o.id = g.owner_id WHERE g.id = e->>'agent_id') THEN
        PERFORM graphile_worker.add_job('mail_event', json_build_object('event_id', e->>'id', 'kind', e->>'mail_kind',
          'title', e->>'title', 'message', e->>'message'), max_attempts := 25);
      END IF;
    END IF;
    SELECT g.status, g.webhook_disabled_at INTO target FROM agents g WHERE g.id = e->>'agent_id';
    IF target.status IN ('active', 'suspended') AND target.webhook_disabled_at IS NULL THEN
      INSERT INTO webhook_deliveries (id, event_id, event_seq, agent_id, event_type, job_id, next_retry_at, created_at)
        VALUES ((e->>'delivery_id')::uuid, (e->>'id')::uuid, written, e->>'agent_id', e->>'type', (e->>'job_id')::uuid, p_now, p_now);
      PERFORM graphile_worker.add_job('deliver_webhook', json_build_object('agent_id', e->>'agent_id'), max_attempts := 25);
    END IF;
    PERFORM pg_notify('voxpact_events', written::text || ' ' || (e->>'agent_id'));
  END LOOP;
END $$;

