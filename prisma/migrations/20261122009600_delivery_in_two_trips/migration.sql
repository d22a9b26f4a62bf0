-- A delivery takes two round trips: one takes the receiver with all that is due for it, one writes what came of an attempt and
-- lets the receiver go. Whoever holds a receiver looks for more before it lets go, so nobody has to leave word for it.
DROP FUNCTION hold_receiver(text, bigint);
ALTER TABLE webhook_receivers DROP COLUMN again;

-- Their statements are planned once for a connection and not each time: planning was most of what adding a task takes.
ALTER FUNCTION commit_change(jsonb) SET plan_cache_mode = force_generic_plan;

CREATE FUNCTION is_delivery_due(p_agent_id text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM webhook_deliveries WHERE agent_id = p_agent_id AND status = 'pending' AND next_retry_at <= app_now())
$$;

-- Says that there is something due for a receiver that nobody holds now; it is said once at a time.
CREATE FUNCTION pass_receiver_on(p_agent_id text, p_task text) RETURNS void LANGUAGE sql AS $$
  SELECT graphile_worker.add_job(p_task, json_build_object('agent_id', p_agent_id), max_attempts := 25,
    job_key := 'hook:' || p_task || ':' || p_agent_id)
$$;

-- Takes a receiver for a job of the queue, with what is due for it in the order of its events. No rows: nothing is due, or it is
-- held by another job that the queue runs or will run, or it fails and was passed on to those that fail. Then it is not held.
CREATE FUNCTION take_deliveries(p_agent_id text, p_job bigint, p_failing boolean, p_limit int) RETURNS TABLE (
  id uuid, attempts int, asked boolean, event_id uuid, type text, payload jsonb, created_at timestamptz,
  agent_id text, agent_name text, agent_status text, owner_email text, webhook_url text, webhook_failing_since timestamptz,
  webhook_disabled_at timestamptz, sealed text[], now timestamptz
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  at timestamptz := app_now();
  holder bigint;
  held boolean := false;
BEGIN
  SELECT r.held_by INTO holder FROM webhook_receivers r WHERE r.agent_id = p_agent_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO webhook_receivers (agent_id) VALUES (p_agent_id) ON CONFLICT DO NOTHING;
    SELECT r.held_by INTO holder FROM webhook_receivers r WHERE r.agent_id = p_agent_id FOR NO KEY UPDATE;
  END IF;
  IF holder <> p_job AND EXISTS (
    SELECT 1 FROM graphile_worker._private_jobs j WHERE j.id = holder AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts)) THEN
    RETURN;
  END IF;
  IF NOT p_failing AND EXISTS (SELECT 1 FROM agents a WHERE a.id = p_agent_id AND a.webhook_failing_since IS NOT NULL) THEN
    IF is_delivery_due(p_agent_id) THEN PERFORM pass_receiver_on(p_agent_id, 'deliver_webhook_to_failing'); END IF;
  ELSE
    RETURN QUERY SELECT d.id, d.attempts, d.asked, e.id, e.type, e.payload, e.created_at, a.id, a.name, a.status, o.email,
        a.webhook_url, a.webhook_failing_since, a.webhook_disabled_at,
        ARRAY(SELECT s.sealed FROM webhook_secrets s WHERE s.agent_id = a.id AND (s.expires_at IS NULL OR s.expires_at > at)
              ORDER BY s.created_at DESC, s.id DESC), at
      FROM webhook_deliveries d JOIN events e ON e.id = d.event_id JOIN agents a ON a.id = d.agent_id JOIN owners o ON o.id = a.owner_id
      WHERE d.agent_id = p_agent_id AND d.status = 'pending' AND d.next_retry_at <= at ORDER BY d.event_seq LIMIT p_limit;
    held := FOUND;
  END IF;
  UPDATE webhook_receivers r SET held_by = CASE WHEN held THEN p_job END
    WHERE r.agent_id = p_agent_id AND r.held_by IS DISTINCT FROM CASE WHEN held THEN p_job END;
END $$;

-- Lets a receiver go. Where something is due for it and no task is named for the rest: keeps it, and tells so.
CREATE FUNCTION let_receiver_go(p_agent_id text, p_job bigint, p_task text) RETURNS boolean LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM 1 FROM webhook_receivers WHERE agent_id = p_agent_id AND held_by = p_job FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF is_delivery_due(p_agent_id) THEN
    IF p_task IS NULL THEN RETURN true; END IF;
    PERFORM pass_receiver_on(p_agent_id, p_task);
  END IF;
  UPDATE webhook_receivers SET held_by = NULL WHERE agent_id = p_agent_id;
  RETURN false;
END $$;

-- Writes an attempt with all that follows from it, and lets the receiver go unless `keep` says that the holder has more to send.
-- Tells whether the receiver is still held. VX001: another run of the same delivery was faster; nothing was written.
CREATE FUNCTION record_attempt(p jsonb) RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  d jsonb := p->'delivery';
  a jsonb := p->'attempt';
BEGIN
  UPDATE webhook_deliveries SET status = d->>'status', attempts = (a->>'attempt')::int, response_code = (a->>'response_code')::int,
      next_retry_at = (d->>'next_retry_at')::timestamptz, delivered_at = (d->>'delivered_at')::timestamptz, asked = false
    WHERE id = (a->>'delivery_id')::uuid AND status = 'pending' AND attempts = (a->>'attempt')::int - 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the delivery is not as expected' USING ERRCODE = 'VX001', DETAIL = 'webhook_deliveries';
  END IF;
  INSERT INTO webhook_attempts (id, delivery_id, attempt, response_code, response_body, error, duration_ms, created_at)
    VALUES ((a->>'id')::uuid, (a->>'delivery_id')::uuid, (a->>'attempt')::int, (a->>'response_code')::int, a->>'response_body',
      a->>'error', (a->>'duration_ms')::int, (a->>'created_at')::timestamptz);
  IF p->'change' <> 'null' THEN PERFORM commit_change(p->'change'); END IF;
  IF (p->>'keep')::boolean THEN RETURN true; END IF;
  RETURN let_receiver_go(p->>'agent_id', (p->>'job')::bigint, p->>'task');
END $$;
