-- Mails an owner may do without are queued with the event they tell of, where the owner wants them; and webhooks of one job
-- leave in the order in which they were written.
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
      INSERT INTO webhook_deliveries (id, event_id, agent_id, event_type, job_id, next_retry_at, created_at)
        VALUES ((e->>'delivery_id')::uuid, (e->>'id')::uuid, e->>'agent_id', e->>'type', (e->>'job_id')::uuid, p_now, p_now);
      -- Not the transaction's beginning, which `now()` is: one that waited for a job's row would overtake what it waited for.
      PERFORM graphile_worker.add_job('deliver_webhook', json_build_object('delivery_id', e->>'delivery_id'),
        queue_name := 'hook:' || (e->>'agent_id'), run_at := clock_timestamp(), max_attempts := 25);
    END IF;
    PERFORM pg_notify('voxpact_events', written::text || ' ' || (e->>'agent_id'));
  END LOOP;
END $$;

-- What the owner turned off between queueing and sending never leaves.
ALTER TABLE mails DROP CONSTRAINT mails_status_check;
ALTER TABLE mails ADD CONSTRAINT mails_status_check CHECK (status IN ('queued', 'sent', 'failed', 'unwanted'));

-- The headers a mail was sent with, beside those every mail has.
ALTER TABLE sandbox.mails ADD COLUMN headers jsonb NOT NULL DEFAULT '{}';
