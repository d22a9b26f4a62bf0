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
-- anew); 'in_progress' where another request holds the idempotency key.
CREATE FUNCTION sandbox.stripe_commit(p_work json) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  v_row record;
BEGIN
  -- In the order of their ids, so that two requests never wait for each other.
  FOR v_row IN
    SELECT u.id, u.version FROM json_to_recordset(p_work -> 'updates') AS u(id text, version integer) ORDER BY u.id
  LOOP
    PERFORM 1 FROM sandbox.stripe_objects o WHERE o.id = v_row.id AND o.version = v_row.version FOR UPDATE;
    IF NOT FOUND THEN
      RETURN 'conflict';
    END IF;
  END LOOP;

  IF p_work ->> 'idempotency' IS NOT NULL THEN
    INSERT INTO sandbox.stripe_idempotency AS known (key, fingerprint, status, body, request_id, created_at)
    SELECT i.key, i.fingerprint, i.status, i.body, i.request_id, i.created_at
    FROM json_to_record(p_work -> 'idempotency')
      AS i(key text, fingerprint text, status integer, body text, request_id text, created_at timestamptz)
    ON CONFLICT (key) DO UPDATE
      SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
          request_id = excluded.request_id, created_at = excluded.created_at
      WHERE known.created_at <= excluded.created_at - interval '24 hours';
    IF NOT FOUND THEN
      RETURN 'in_progress';
    END IF;
  END IF;

  FOR v_row IN
    SELECT u.id, u.customer, u.data, u.internal
    FROM json_to_recordset(p_work -> 'updates') AS u(id text, customer text, data json, internal json)
  LOOP
    UPDATE sandbox.stripe_objects o
    SET version = o.version + 1, customer = v_row.customer, data = v_row.data, internal = v_row.internal
    WHERE o.id = v_row.id;
  END LOOP;

  INSERT INTO sandbox.stripe_objects (id, object, created, parent, customer, transfer_group, data, internal)
  SELECT n.id, n.object, n.created, n.parent, n.customer, n.transfer_group, n.data, n.internal
  FROM json_to_recordset(p_work -> 'inserts') AS n(
    id text, object text, created timestamptz, parent text, customer text, transfer_group text, data json, internal json
  );

  INSERT INTO sandbox.stripe_events (id, type, created, data, delivered_at)
  SELECT e.id, e.type, e.created, e.data, CASE WHEN e.deliver THEN NULL ELSE e.created END
  FROM json_to_recordset(p_work -> 'events') AS e(id text, type text, created timestamptz, data json, deliver boolean);

  PERFORM graphile_worker.add_jobs(array_agg((
    j.task, j.payload, NULL, CASE WHEN j.due IS NULL THEN NULL ELSE app_run_at(j.due) END, NULL, j.key, NULL, NULL
  )::graphile_worker.job_spec))
  FROM json_to_recordset(p_work -> 'jobs') AS j(task text, payload json, due timestamptz, key text)
  HAVING count(*) > 0;
  PERFORM graphile_worker.remove_job(t.key) FROM json_to_recordset(p_work -> 'cancelled_jobs') AS t(key text);

  RETURN 'done';
END;
$$;
