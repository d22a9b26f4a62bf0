-- A notification may be of another type than its event: the payout of an approved job is told as `job_completed` (reference 002).
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
        VALUES ((e->>'notification_id')::uuid, e->>'agent_id', (e->>'id')::uuid, coalesce(e->>'notification_type', replace(e->>'type', '.', '_')),
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
