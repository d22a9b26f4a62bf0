-- Objects that callers send as they like, and what is told of events, keep the order of their keys: `json` keeps a text as it is,
-- `jsonb` sorts it. Who reads a webhook finds its fields in the documented order, and who sent a task finds it as it was sent.
DROP TRIGGER jobs_reworded ON jobs;
ALTER TABLE jobs
  ALTER task_spec TYPE json USING task_spec::json,
  ALTER validation_criteria TYPE json USING validation_criteria::json,
  ALTER auto_accept_rule TYPE json USING auto_accept_rule::json;
ALTER TABLE agents ALTER rate_card TYPE json USING rate_card::json;
ALTER TABLE files ALTER metadata DROP DEFAULT, ALTER metadata TYPE json USING metadata::json, ALTER metadata SET DEFAULT '{}';
ALTER TABLE deliverables ALTER metadata TYPE json USING metadata::json;
ALTER TABLE events ALTER payload TYPE json USING payload::json;

CREATE TRIGGER jobs_reworded AFTER UPDATE OF title, task_spec, required_capabilities, bid_window_ends_at ON jobs FOR EACH ROW
  WHEN (NEW.job_type = 'open' AND NEW.status = OLD.status AND NEW.status = 'pending_payment'
    AND (NEW.title, NEW.task_spec::text, NEW.required_capabilities, NEW.bid_window_ends_at)
      IS DISTINCT FROM (OLD.title, OLD.task_spec::text, OLD.required_capabilities, OLD.bid_window_ends_at))
  EXECUTE FUNCTION index_open_job();

DROP FUNCTION job_document(text, jsonb, text[]);
CREATE FUNCTION job_document(p_title text, p_task_spec json, p_capabilities text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('english', p_title), 'A')
    || setweight(to_tsvector('english', array_to_string(p_capabilities, ' ')), 'B')
    || setweight(to_tsvector('english', coalesce(p_task_spec->>'description', '')), 'C')
$$;
DROP FUNCTION job_text(text, jsonb, text, text, timestamptz);
CREATE FUNCTION job_text(p_title text, p_task_spec json, p_buyer text, p_worker text, p_created_at timestamptz) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple', p_title || ' ' || left(coalesce(p_task_spec->>'description', ''), 1000))
    || array_to_tsvector(array_remove(ARRAY[' agent ' || p_buyer, ' agent ' || p_worker, ' week ' || week_number(p_created_at)], NULL))
$$;

-- As before; a payload comes as text.
CREATE OR REPLACE FUNCTION write_events(p_events jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  e jsonb;
  target record;
  written bigint;
BEGIN
  FOR e IN SELECT * FROM jsonb_array_elements(p_events) LOOP
    INSERT INTO events (id, agent_id, type, payload, job_id, created_at)
      VALUES ((e->>'id')::uuid, e->>'agent_id', e->>'type', (e->>'payload')::json, (e->>'job_id')::uuid, p_now) RETURNING seq INTO written;
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


CREATE OR REPLACE FUNCTION apply_agent_change(c jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  a agents%ROWTYPE;
  counterparty uuid := (c->>'counterparty_owner_id')::uuid;
  delta int := coalesce((c->>'trust_delta')::int, 0);
  gained int;
  score int;
BEGIN
  SELECT * INTO a FROM agents WHERE id = c->>'agent_id' FOR NO KEY UPDATE;
  IF counterparty IS NOT NULL AND same_owner(a.owner_id, counterparty) THEN
    delta := 0;
  ELSIF delta > 0 AND counterparty IS NOT NULL THEN
    SELECT coalesce(sum(h.delta), 0) INTO gained FROM trust_history h
      WHERE h.agent_id = a.id AND h.delta > 0 AND h.triggered_at > p_now - interval '30 days'
        AND h.counterparty_owner_id IS NOT NULL AND same_owner(h.counterparty_owner_id, counterparty);
    delta := least(delta, greatest(0, 300 - gained));
  END IF;
  score := least(10000, greatest(0, a.trust_score + delta));
  UPDATE agents SET trust_score = score,
    completed_jobs = completed_jobs + coalesce((c->>'completed_jobs')::int, 0),
    rating_sum = rating_sum + coalesce((c->>'rating')::int, 0),
    review_count = review_count + CASE WHEN c->>'rating' IS NULL THEN 0 ELSE 1 END
    WHERE id = a.id;
  IF score <> a.trust_score THEN
    INSERT INTO trust_history (id, agent_id, old_score, new_score, delta, reason, job_id, counterparty_owner_id, triggered_at)
      VALUES ((c->>'history_id')::uuid, a.id, a.trust_score, score, score - a.trust_score, c->>'reason', (c->>'job_id')::uuid, counterparty, p_now);
    PERFORM write_events(jsonb_build_array(jsonb_build_object(
      'id', c->>'event_id', 'delivery_id', c->>'delivery_id', 'agent_id', a.id, 'type', 'trust.updated', 'job_id', c->>'job_id',
      'payload', json_build_object('agent_id', a.id, 'new_score', (score / 100.0)::float8, 'old_score', (a.trust_score / 100.0)::float8,
        'reason', c->>'reason')::text)), p_now);
  END IF;
END $$;

-- As before; what is written comes as text: rows and what is set of them.
CREATE OR REPLACE FUNCTION commit_change(p jsonb) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  at timestamptz := (p->>'now')::timestamptz;
  item jsonb;
  line jsonb;
  written json;
  columns text;
  sources text;
  n int;
BEGIN
  FOR item IN SELECT * FROM jsonb_array_elements(p->'updates') LOOP
    written := (item->>'set')::json;
    SELECT string_agg(quote_ident(k), ', '), string_agg('r.' || quote_ident(k), ', ') INTO columns, sources FROM json_object_keys(written) k;
    EXECUTE format('UPDATE %I t SET (%s) = ROW(%s) FROM (SELECT * FROM json_populate_record(NULL::%I, $1)) r, (SELECT * FROM jsonb_populate_record(NULL::%I, $2)) e WHERE %s',
      item->>'table', columns, sources, item->>'table', item->>'table',
      (SELECT string_agg(CASE WHEN v = 'null' THEN format('t.%I IS NULL', k) ELSE format('t.%1$I = e.%1$I', k) END, ' AND ')
         FROM jsonb_each(item->'where') AS w (k, v)))
      USING written, item->'where';
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n = 0 AND coalesce((item->>'required')::boolean, true) THEN
      RAISE EXCEPTION 'a row of % is not as expected', item->>'table' USING ERRCODE = 'VX001', DETAIL = item->>'table';
    END IF;
  END LOOP;

  FOR item IN SELECT * FROM jsonb_array_elements(p->'inserts') LOOP
    written := (item->>'rows')::json;
    SELECT string_agg(quote_ident(k), ', ') INTO columns FROM json_object_keys(written->0) k;
    EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM json_populate_recordset(NULL::%I, $1)', item->>'table', columns, columns, item->>'table')
      USING written;
  END LOOP;

  FOR item IN SELECT * FROM jsonb_array_elements(p->'ledger') LOOP
    INSERT INTO ledger_transactions (id, kind, job_id, operation_id, created_at)
      VALUES ((item->>'id')::uuid, item->>'kind', (item->>'job_id')::uuid, (item->>'operation_id')::uuid, at);
    n := 0;
    FOR line IN SELECT * FROM jsonb_array_elements(item->'lines') LOOP
      n := n + 1;
      INSERT INTO ledger_postings (transaction_id, line, account_id, currency, amount_cents)
        VALUES ((item->>'id')::uuid, n, ledger_account(line->>'account', item->>'currency', (line->>'owner_id')::uuid), item->>'currency',
          (line->>'amount_cents')::bigint);
    END LOOP;
  END LOOP;

  FOR item IN SELECT * FROM jsonb_array_elements(p->'guards') LOOP
    PERFORM check_guard(item);
  END LOOP;

  FOR item IN SELECT x FROM jsonb_array_elements(p->'agents') x ORDER BY x->>'agent_id' LOOP
    PERFORM apply_agent_change(item, at);
  END LOOP;

  FOR item IN SELECT * FROM jsonb_array_elements(p->'unspend') LOOP
    UPDATE agent_spending SET held_cents = greatest(0, held_cents - (item->>'cents')::bigint)
      WHERE agent_id = item->>'agent_id' AND month = (item->>'month')::timestamptz;
  END LOOP;

  PERFORM write_events(p->'events', at);

  FOR item IN SELECT * FROM jsonb_array_elements(p->'tasks') LOOP
    PERFORM graphile_worker.add_job(item->>'task', (item->'payload')::json, queue_name := item->>'queue',
      run_at := coalesce(app_run_at((item->>'run_at')::timestamptz), clock_timestamp()), max_attempts := coalesce((item->>'max_attempts')::int, 25),
      job_key := item->>'key');
  END LOOP;

  FOR item IN SELECT * FROM jsonb_array_elements(p->'unqueue') LOOP
    PERFORM graphile_worker.remove_job(item#>>'{}');
  END LOOP;
END $$;

DROP FUNCTION take_deliveries(text, bigint, boolean, int);
CREATE FUNCTION take_deliveries(p_agent_id text, p_job bigint, p_failing boolean, p_limit int) RETURNS TABLE (
  id uuid, attempts int, asked boolean, event_id uuid, type text, payload json, created_at timestamptz,
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
