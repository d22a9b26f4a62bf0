-- The sandbox's Stripe keeps its state here, so that it survives restarts and agrees across processes.
-- Nothing of the application's own tables refers to it; in production the schema stays empty.
CREATE SCHEMA IF NOT EXISTS sandbox;

-- Every object of Stripe's API but events. `data` is the object as the API shows it, `internal` what Stripe knows and
-- does not show. Both are `json`: written and read whole, in the order in which Stripe lists its fields.
CREATE TABLE sandbox.stripe_objects (
  id text PRIMARY KEY,
  object text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  version integer NOT NULL DEFAULT 1,
  created timestamptz NOT NULL,
  parent text,
  customer text,
  transfer_group text,
  data json NOT NULL,
  internal json NOT NULL
) WITH (fillfactor = 85);

CREATE INDEX stripe_objects_list ON sandbox.stripe_objects (object, seq DESC);
CREATE INDEX stripe_objects_parent ON sandbox.stripe_objects (parent) WHERE parent IS NOT NULL;
CREATE INDEX stripe_objects_customer ON sandbox.stripe_objects (customer, object) WHERE customer IS NOT NULL;
CREATE INDEX stripe_objects_transfer_group ON sandbox.stripe_objects (transfer_group) WHERE transfer_group IS NOT NULL;

CREATE TABLE sandbox.stripe_events (
  id text PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  created timestamptz NOT NULL,
  data json NOT NULL,
  -- Null while a delivery is due; equal to `created` where nobody subscribes to the type.
  delivered_at timestamptz
);

CREATE INDEX stripe_events_seq ON sandbox.stripe_events (seq DESC);
CREATE INDEX stripe_events_type ON sandbox.stripe_events (type, seq DESC);

-- Stripe keeps a key for 24 hours, with the first answer it gave.
CREATE TABLE sandbox.stripe_idempotency (
  key text PRIMARY KEY,
  fingerprint text NOT NULL,
  status integer NOT NULL,
  body text NOT NULL,
  request_id text NOT NULL,
  created_at timestamptz NOT NULL
);

-- Writes all that one API request did, or nothing: objects, events with their deliveries, timers, and the remembered
-- answer. The request read its objects without locks, so each object it changes carries the version it read.
-- Returns 'done'; 'conflict' where another request changed an object in between (the caller reads again and decides
-- anew); 'in_progress' where another request holds the idempotency key. Every parameter may be NULL for nothing.
CREATE FUNCTION sandbox.stripe_commit(
  p_updates json, p_inserts json, p_events json, p_jobs json, p_cancelled_jobs text[],
  p_now timestamptz, p_key text, p_fingerprint text, p_status integer, p_body text, p_request_id text
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  v_row record;
  v_job_key text;
BEGIN
  IF p_updates IS NOT NULL THEN
    -- In the order of their ids, so that two requests never wait for each other.
    FOR v_row IN SELECT u.id, u.version FROM json_to_recordset(p_updates) AS u(id text, version integer) ORDER BY u.id LOOP
      PERFORM 1 FROM sandbox.stripe_objects o WHERE o.id = v_row.id AND o.version = v_row.version FOR UPDATE;
      IF NOT FOUND THEN
        RETURN 'conflict';
      END IF;
    END LOOP;
  END IF;

  IF p_key IS NOT NULL THEN
    INSERT INTO sandbox.stripe_idempotency AS known (key, fingerprint, status, body, request_id, created_at)
    VALUES (p_key, p_fingerprint, p_status, p_body, p_request_id, p_now)
    ON CONFLICT (key) DO UPDATE
      SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
          request_id = excluded.request_id, created_at = excluded.created_at
      WHERE known.created_at <= excluded.created_at - interval '24 hours';
    IF NOT FOUND THEN
      RETURN 'in_progress';
    END IF;
  END IF;

  IF p_updates IS NOT NULL THEN
    FOR v_row IN
      SELECT u.id, u.customer, u.data, u.internal
      FROM json_to_recordset(p_updates) AS u(id text, customer text, data json, internal json)
    LOOP
      UPDATE sandbox.stripe_objects o
      SET version = o.version + 1, customer = v_row.customer, data = v_row.data, internal = v_row.internal
      WHERE o.id = v_row.id;
    END LOOP;
  END IF;

  IF p_inserts IS NOT NULL THEN
    INSERT INTO sandbox.stripe_objects (id, object, created, parent, customer, transfer_group, data, internal)
    SELECT n.id, n.object, p_now, n.parent, n.customer, n.transfer_group, n.data, n.internal
    FROM json_to_recordset(p_inserts) AS n(
      id text, object text, parent text, customer text, transfer_group text, data json, internal json
    );
  END IF;

  IF p_events IS NOT NULL THEN
    INSERT INTO sandbox.stripe_events (id, type, created, data, delivered_at)
    SELECT e.id, e.type, p_now, e.data, CASE WHEN e.deliver THEN NULL ELSE p_now END
    FROM json_to_recordset(p_events) AS e(id text, type text, data json, deliver boolean);
  END IF;

  IF p_jobs IS NOT NULL THEN
    PERFORM graphile_worker.add_jobs(array_agg((
      j.task, j.payload, NULL, CASE WHEN j.due IS NULL THEN NULL ELSE app_run_at(j.due) END, NULL, j.key, NULL, NULL
    )::graphile_worker.job_spec))
    FROM json_to_recordset(p_jobs) AS j(task text, payload json, due timestamptz, key text);
  END IF;
  FOREACH v_job_key IN ARRAY coalesce(p_cancelled_jobs, '{}') LOOP
    PERFORM graphile_worker.remove_job(v_job_key);
  END LOOP;

  RETURN 'done';
END;
$$;
