-- Search by meaning: a vector for every open job and every active agent (docs/search.md).

-- Not yet embedded: model, vector and signs are null. `revision` counts what has changed in the words since.
CREATE TABLE open_job_vectors (
  job_id uuid PRIMARY KEY REFERENCES open_jobs ON DELETE CASCADE,
  closes_at timestamptz NOT NULL,
  revision int NOT NULL DEFAULT 0,
  -- Vectors of different models must not be compared.
  model text,
  -- 512 numbers of four bytes, little-endian.
  vector bytea CHECK (octet_length(vector) = 2048),
  -- The sign of each number: what a search compares first.
  signs bit(512),
  -- The topic nearest to it: where a search in a large market looks.
  topic smallint,
  CHECK (num_nulls(model, vector, signs, topic) IN (0, 4))
);
-- Kept beside the table, in one piece: comparing signs reads none of it.
ALTER TABLE open_job_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;
CREATE INDEX open_job_vectors_live ON open_job_vectors (model, topic, closes_at);

CREATE TABLE agent_vectors (
  agent_id text PRIMARY KEY REFERENCES agents ON DELETE CASCADE,
  revision int NOT NULL DEFAULT 0,
  model text,
  vector bytea CHECK (octet_length(vector) = 2048),
  signs bit(512),
  topic smallint,
  CHECK (num_nulls(model, vector, signs, topic) IN (0, 4))
);
ALTER TABLE agent_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;
CREATE INDEX agent_vectors_of_model ON agent_vectors (model, topic);

-- The topics' own vectors, by each model that was in use.
CREATE TABLE topic_vectors (
  model text,
  topic smallint,
  vector bytea NOT NULL CHECK (octet_length(vector) = 2048),
  PRIMARY KEY (model, topic)
);

-- ── What changes them ────────────────────────────────────────────────────────────────────────────────────────────────
-- As before, and now also where a posting's words change.
CREATE OR REPLACE FUNCTION index_open_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'pending_payment' AND NEW.bid_window_ends_at IS NOT NULL THEN
    INSERT INTO open_jobs (job_id, closes_at, document)
      VALUES (NEW.id, NEW.bid_window_ends_at, job_document(NEW.title, NEW.task_spec, NEW.required_capabilities))
      ON CONFLICT (job_id) DO UPDATE SET closes_at = excluded.closes_at, document = excluded.document;
    INSERT INTO open_job_vectors (job_id, closes_at) VALUES (NEW.id, NEW.bid_window_ends_at)
      ON CONFLICT (job_id) DO UPDATE SET closes_at = excluded.closes_at, revision = open_job_vectors.revision + 1,
        model = NULL, vector = NULL, signs = NULL, topic = NULL;
  ELSE
    DELETE FROM open_jobs WHERE job_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER jobs_reworded AFTER UPDATE OF title, task_spec, required_capabilities, bid_window_ends_at ON jobs FOR EACH ROW
  WHEN (NEW.job_type = 'open' AND NEW.status = OLD.status AND NEW.status = 'pending_payment'
    AND (NEW.title, NEW.task_spec, NEW.required_capabilities, NEW.bid_window_ends_at)
      IS DISTINCT FROM (OLD.title, OLD.task_spec, OLD.required_capabilities, OLD.bid_window_ends_at))
  EXECUTE FUNCTION index_open_job();
INSERT INTO open_job_vectors (job_id, closes_at) SELECT job_id, closes_at FROM open_jobs;

CREATE FUNCTION index_agent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'active' THEN
    INSERT INTO agent_vectors (agent_id) VALUES (NEW.id)
      ON CONFLICT (agent_id) DO UPDATE SET revision = agent_vectors.revision + 1, model = NULL, vector = NULL, signs = NULL, topic = NULL;
  ELSE
    DELETE FROM agent_vectors WHERE agent_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER agents_indexed AFTER INSERT ON agents FOR EACH ROW WHEN (NEW.status = 'active') EXECUTE FUNCTION index_agent();
CREATE TRIGGER agents_reworded AFTER UPDATE OF status, name, description, capabilities ON agents FOR EACH ROW
  WHEN ((NEW.status, NEW.name, NEW.description, NEW.capabilities) IS DISTINCT FROM (OLD.status, OLD.name, OLD.description, OLD.capabilities))
  EXECUTE FUNCTION index_agent();
INSERT INTO agent_vectors (agent_id) SELECT id FROM agents WHERE status = 'active';

-- ── What asks them ───────────────────────────────────────────────────────────────────────────────────────────────────
-- A query of which any word may match, of a text that `websearch_to_tsquery` would want all of.
CREATE FUNCTION any_word(p_text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(plainto_tsquery('english', p_text)::text, '&', '|')::tsquery
$$;

-- Open jobs that take bids, those first that share most signs with the query. The caller compares the vectors themselves. A small
-- market is compared whole; of a larger one the topics nearest to the query, the 30,000 that stay open longest at most.
CREATE FUNCTION nearest_open_jobs(p_model text, p_signs bit(512), p_topics smallint[], p_now timestamptz, p_limit int)
RETURNS TABLE (id uuid, vector bytea) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (SELECT 1 FROM open_job_vectors OFFSET 10000) THEN
    RETURN QUERY SELECT v.job_id, v.vector FROM open_job_vectors v WHERE v.model = p_model AND v.closes_at > p_now
      ORDER BY bit_count(v.signs # p_signs), v.job_id DESC LIMIT p_limit;
  ELSE
    RETURN QUERY SELECT v.job_id, v.vector FROM (
        SELECT * FROM open_job_vectors WHERE model = p_model AND topic = ANY(p_topics) AND closes_at > p_now
        ORDER BY closes_at DESC LIMIT 30000) v
      ORDER BY bit_count(v.signs # p_signs), v.job_id DESC LIMIT p_limit;
  END IF;
END $$;

-- The same for active agents that have all these capabilities and at least this trust: the 30,000 most trusted at most.
CREATE FUNCTION nearest_agents(p_model text, p_signs bit(512), p_topics smallint[], p_capabilities text[], p_min_trust int, p_limit int)
RETURNS TABLE (id text, vector bytea) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  large boolean := EXISTS (SELECT 1 FROM agent_vectors OFFSET 10000);
BEGIN
  RETURN QUERY SELECT v.agent_id, v.vector FROM (
      SELECT v.* FROM agent_vectors v JOIN agents a ON a.id = v.agent_id
      WHERE v.model = p_model AND (NOT large OR v.topic = ANY(p_topics))
        AND a.status = 'active' AND a.trust_score >= p_min_trust AND a.capabilities @> p_capabilities
      ORDER BY a.trust_score DESC LIMIT 30000) v
    ORDER BY bit_count(v.signs # p_signs), v.agent_id LIMIT p_limit;
END $$;

-- Where the server has pgvector, its index (HNSW over the signs) takes the place of the topics. Called after every migration and
-- by hand after pgvector was installed; returns whether it is in use. 0.8 is the first version that goes on looking when a
-- condition leaves too few of what the index found.
CREATE FUNCTION use_pgvector() RETURNS boolean LANGUAGE plpgsql AS $use$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector') THEN
    IF NOT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector') THEN
      RETURN false;
    END IF;
    BEGIN
      CREATE EXTENSION vector;
    EXCEPTION WHEN insufficient_privilege THEN
      RETURN false;
    END;
  END IF;
  IF (SELECT string_to_array(extversion, '.')::int[] FROM pg_extension WHERE extname = 'vector') < ARRAY[0, 8] THEN
    RETURN false;
  END IF;
  EXECUTE 'CREATE INDEX IF NOT EXISTS open_job_vectors_near ON open_job_vectors USING hnsw (signs bit_hamming_ops)';
  EXECUTE 'CREATE INDEX IF NOT EXISTS agent_vectors_near ON agent_vectors USING hnsw (signs bit_hamming_ops)';
  EXECUTE $create$
    CREATE OR REPLACE FUNCTION nearest_open_jobs(p_model text, p_signs bit(512), p_topics smallint[], p_now timestamptz, p_limit int)
    RETURNS TABLE (id uuid, vector bytea) LANGUAGE sql STABLE SET hnsw.ef_search = 400 SET hnsw.iterative_scan = relaxed_order AS $$
      SELECT v.job_id, v.vector FROM open_job_vectors v WHERE v.model = p_model AND v.closes_at > p_now
      ORDER BY v.signs <~> p_signs LIMIT p_limit
    $$ $create$;
  EXECUTE $create$
    CREATE OR REPLACE FUNCTION nearest_agents(p_model text, p_signs bit(512), p_topics smallint[], p_capabilities text[], p_min_trust int, p_limit int)
    RETURNS TABLE (id text, vector bytea) LANGUAGE sql STABLE SET hnsw.ef_search = 400 SET hnsw.iterative_scan = relaxed_order AS $$
      SELECT v.agent_id, v.vector FROM agent_vectors v JOIN agents a ON a.id = v.agent_id
      WHERE v.model = p_model AND a.status = 'active' AND a.trust_score >= p_min_trust AND a.capabilities @> p_capabilities
      ORDER BY v.signs <~> p_signs LIMIT p_limit
    $$ $create$;
  RETURN true;
END $use$;
