-- What is looked up while rows are locked reads an index, however long the past is.

-- Whether two owners share a card is asked for every change of trust, and once more for every gain of the last 30 days.
CREATE INDEX cards_of_owner_by_fingerprint ON cards (owner_id, fingerprint);

-- Closed jobs are never under way. The others are looked up status by status, each of them in the index: a plan for all workers
-- (`commit_change` takes no other) takes any worker for one with a handful of jobs, and would read through them all.
-- And a month's sum of cents is a bigint.
CREATE OR REPLACE FUNCTION check_guard(g jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found bigint;
  ceiling int;
BEGIN
  CASE g->>'kind'
    WHEN 'concurrent_jobs' THEN
      PERFORM 1 FROM agents WHERE id = g->>'agent_id' FOR NO KEY UPDATE;
      SELECT count(*) INTO found
      FROM unnest(ARRAY['pending_payment', 'funded', 'accepted', 'in_progress', 'delivered', 'validating', 'revision_requested', 'disputed', 'frozen'])
        AS unfinished (status)
      CROSS JOIN LATERAL (
        SELECT FROM jobs WHERE worker_agent_id = g->>'agent_id' AND status = unfinished.status AND id <> (g->>'job_id')::uuid
          AND (status IN ('accepted', 'in_progress', 'delivered', 'validating', 'revision_requested', 'disputed')
            OR (status = 'frozen' AND status_before_freeze NOT IN ('pending_payment', 'funded'))
            OR pending_command IN ('accept', 'accept_bid'))
        OFFSET 0) AS under_way;
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
