-- The two hot paths, each one round trip: `gate` (limits and credential of a request) and `commit_change` (everything one
-- verb writes). Errors of our own: VX001 a row was not as expected, VX002 a guard refused (DETAIL names it).

-- Counts one hit in a fixed window that starts with its first hit (decisions 10).
CREATE FUNCTION rate_hit(p_key text, p_window_seconds int, p_now timestamptz, OUT hits int, OUT resets_at timestamptz)
LANGUAGE sql AS $$
  INSERT INTO rate_counters AS c (key, hits, resets_at)
  VALUES (p_key, 1, p_now + p_window_seconds * interval '1 second')
  ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN c.resets_at <= p_now THEN 1 ELSE c.hits + 1 END,
    resets_at = CASE WHEN c.resets_at <= p_now THEN excluded.resets_at ELSE c.resets_at END
  RETURNING c.hits, c.resets_at
$$;

-- Address limit, credential, agent limit, in this order; what comes after a refusal is not touched.
CREATE FUNCTION gate(
  p_address_key text, p_address_max int, p_window_seconds int,
  p_key_hash text, p_agent_id text, p_owner_id uuid, p_epoch int,
  p_caller_key_prefix text, p_caller_max int
) RETURNS TABLE (
  now timestamptz, address_hits int, address_resets_at timestamptz, caller_hits int, caller_resets_at timestamptz,
  agent_id text, owner_id uuid, agent_status text, agent_epoch int, agent_trust int, agent_name text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  at timestamptz := app_now();
  a agents%ROWTYPE;
  o uuid;
  caller text;
BEGIN
  now := at;
  SELECT r.hits, r.resets_at INTO address_hits, address_resets_at FROM rate_hit(p_address_key, p_window_seconds, at) r;
  IF address_hits > p_address_max THEN RETURN NEXT; RETURN; END IF;
  IF p_key_hash IS NOT NULL THEN
    SELECT g.* INTO a FROM agent_keys k JOIN agents g ON g.id = k.agent_id WHERE k.key_hash = p_key_hash AND k.revoked_at IS NULL;
  ELSIF p_agent_id IS NOT NULL THEN
    SELECT g.* INTO a FROM agents g WHERE g.id = p_agent_id;
  ELSIF p_owner_id IS NOT NULL THEN
    SELECT w.id INTO o FROM owners w WHERE w.id = p_owner_id AND w.deleted_at IS NULL;
  END IF;
  agent_id := a.id; owner_id := coalesce(a.owner_id, o); agent_status := a.status; agent_epoch := a.epoch;
  agent_trust := a.trust_score; agent_name := a.name;
  caller := coalesce(a.id, o::text);
  -- Only a credential that holds spends the caller's allowance: a stolen id must not exhaust it.
  IF caller IS NOT NULL AND (p_epoch IS NULL OR p_epoch = a.epoch) THEN
    SELECT r.hits, r.resets_at INTO caller_hits, caller_resets_at FROM rate_hit(p_caller_key_prefix || caller, p_window_seconds, at) r;
  END IF;
  RETURN NEXT;
END $$;

-- Owners that share a card's fingerprint count as one (decisions 4).
CREATE FUNCTION same_owner(a uuid, b uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT a = b OR EXISTS (SELECT 1 FROM cards x JOIN cards y USING (fingerprint) WHERE x.owner_id = a AND y.owner_id = b)
$$;

CREATE FUNCTION ledger_account(p_kind text, p_currency text, p_owner uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  account text := p_kind || ':' || p_currency || coalesce(':' || p_owner::text, '');
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_accounts WHERE id = account) THEN
    INSERT INTO ledger_accounts (id, kind, owner_id, currency) VALUES (account, p_kind, p_owner, p_currency) ON CONFLICT DO NOTHING;
  END IF;
  RETURN account;
END $$;

-- Writes events with what follows from each: the notification, the webhook delivery and its background job, the live signal.
CREATE FUNCTION write_events(p_events jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
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
    END IF;
    SELECT g.status, g.webhook_disabled_at INTO target FROM agents g WHERE g.id = e->>'agent_id';
    IF target.status IN ('active', 'suspended') AND target.webhook_disabled_at IS NULL THEN
      INSERT INTO webhook_deliveries (id, event_id, agent_id, event_type, job_id, next_retry_at, created_at)
        VALUES ((e->>'delivery_id')::uuid, (e->>'id')::uuid, e->>'agent_id', e->>'type', (e->>'job_id')::uuid, p_now, p_now);
      PERFORM graphile_worker.add_job('deliver_webhook', json_build_object('delivery_id', e->>'delivery_id'),
        queue_name := 'hook:' || (e->>'agent_id'), max_attempts := 25);
    END IF;
    PERFORM pg_notify('voxpact_events', written::text || ' ' || (e->>'agent_id'));
  END LOOP;
END $$;

-- Applies one change to an agent's counters and trust (decisions 7): clamped, capped per counterparty, one history row and event.
CREATE FUNCTION apply_agent_change(c jsonb, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
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
      'payload', jsonb_build_object('agent_id', a.id, 'new_score', (score / 100.0)::float8, 'old_score', (a.trust_score / 100.0)::float8,
        'reason', c->>'reason'))), p_now);
  END IF;
END $$;

-- Guards that need the rows this transaction has just locked; each raises VX002 with its name.
CREATE FUNCTION check_guard(g jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found int;
  ceiling int;
BEGIN
  CASE g->>'kind'
    WHEN 'concurrent_jobs' THEN
      PERFORM 1 FROM agents WHERE id = g->>'agent_id' FOR NO KEY UPDATE;
      SELECT count(*) INTO found FROM jobs WHERE worker_agent_id = g->>'agent_id' AND id <> (g->>'job_id')::uuid
        AND (status IN ('accepted', 'in_progress', 'delivered', 'validating', 'revision_requested', 'disputed')
          OR (status = 'frozen' AND status_before_freeze NOT IN ('pending_payment', 'funded'))
          OR pending_command IN ('accept', 'accept_bid'));
      IF found >= (g->>'max')::int THEN
        RAISE EXCEPTION 'concurrent jobs' USING ERRCODE = 'VX002', DETAIL = 'concurrent_jobs';
      END IF;
    WHEN 'spending' THEN
      -- Lock order: the job, then the agent's row, then the month's.
      SELECT a.monthly_limit_cents INTO ceiling FROM agents a WHERE a.id = g->>'agent_id' FOR NO KEY UPDATE;
      INSERT INTO agent_spending AS s (agent_id, month, held_cents) VALUES (g->>'agent_id', (g->>'month')::timestamptz, (g->>'cents')::bigint)
        ON CONFLICT (agent_id, month) DO UPDATE SET held_cents = s.held_cents + excluded.held_cents
        RETURNING held_cents INTO found;
      IF ceiling IS NOT NULL AND found > ceiling THEN
        RAISE EXCEPTION 'monthly limit' USING ERRCODE = 'VX002', DETAIL = 'monthly_limit';
      END IF;
    WHEN 'live_bids' THEN
      SELECT count(*) INTO found FROM bids WHERE job_id = (g->>'job_id')::uuid AND status IN ('active', 'countered');
      IF found > (g->>'max')::int THEN
        RAISE EXCEPTION 'too many bids' USING ERRCODE = 'VX002', DETAIL = 'live_bids';
      END IF;
    WHEN 'files' THEN
      SELECT count(*) INTO found FROM files WHERE job_id = (g->>'job_id')::uuid AND purpose = g->>'purpose' AND upload_status <> 'deleted';
      IF found > (g->>'max')::int
        OR (SELECT sum(file_size_bytes) FROM files WHERE job_id = (g->>'job_id')::uuid AND upload_status <> 'deleted') > (g->>'max_bytes')::bigint THEN
        RAISE EXCEPTION 'too many files' USING ERRCODE = 'VX002', DETAIL = 'files';
      END IF;
    WHEN 'messages' THEN
      SELECT count(*) INTO found FROM messages WHERE job_id = (g->>'job_id')::uuid;
      IF found > (g->>'max')::int THEN
        RAISE EXCEPTION 'too many messages' USING ERRCODE = 'VX002', DETAIL = 'messages';
      END IF;
  END CASE;
END $$;

-- One verb's writes, in one transaction and one round trip. Lock order for all callers: jobs, other rows, agents by id, spending.
CREATE FUNCTION commit_change(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz := (p->>'now')::timestamptz;
  item jsonb;
  line jsonb;
  columns text;
  sources text;
  n int;
BEGIN
  FOR item IN SELECT * FROM jsonb_array_elements(p->'updates') LOOP
    SELECT string_agg(quote_ident(k), ', '), string_agg('r.' || quote_ident(k), ', ') INTO columns, sources FROM jsonb_object_keys(item->'set') k;
    EXECUTE format('UPDATE %I t SET (%s) = ROW(%s) FROM (SELECT * FROM jsonb_populate_record(NULL::%I, $1)) r, (SELECT * FROM jsonb_populate_record(NULL::%I, $2)) e WHERE %s',
      item->>'table', columns, sources, item->>'table', item->>'table',
      (SELECT string_agg(CASE WHEN v = 'null' THEN format('t.%I IS NULL', k) ELSE format('t.%1$I = e.%1$I', k) END, ' AND ')
         FROM jsonb_each(item->'where') AS w (k, v)))
      USING item->'set', item->'where';
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n = 0 AND coalesce((item->>'required')::boolean, true) THEN
      RAISE EXCEPTION 'a row of % is not as expected', item->>'table' USING ERRCODE = 'VX001', DETAIL = item->>'table';
    END IF;
  END LOOP;

  FOR item IN SELECT * FROM jsonb_array_elements(p->'inserts') LOOP
    SELECT string_agg(quote_ident(k), ', ') INTO columns FROM jsonb_object_keys(item->'rows'->0) k;
    EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM jsonb_populate_recordset(NULL::%I, $1)', item->>'table', columns, columns, item->>'table')
      USING item->'rows';
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
