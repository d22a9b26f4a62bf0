-- A small market needs no topics: they are given once it is large, and until then a vector has none.
ALTER TABLE open_job_vectors DROP CONSTRAINT IF EXISTS open_job_vectors_check;
ALTER TABLE open_job_vectors ADD CONSTRAINT open_job_vectors_check CHECK (num_nulls(model, vector, signs) IN (0, 3));
ALTER TABLE agent_vectors DROP CONSTRAINT IF EXISTS agent_vectors_check;
ALTER TABLE agent_vectors ADD CONSTRAINT agent_vectors_check CHECK (num_nulls(model, vector, signs) IN (0, 3));

-- Open jobs that take bids, those first that share most signs with the query. The caller compares the vectors themselves. A small
-- market is compared whole; of a larger one the topics nearest to the query, the 30,000 that stay open longest at most.
CREATE OR REPLACE FUNCTION nearest_open_jobs(p_model text, p_signs bit(512), p_topics smallint[], p_now timestamptz, p_limit int)
RETURNS TABLE (id uuid, vector bytea) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (SELECT 1 FROM open_job_vectors OFFSET 10000) THEN
    RETURN QUERY SELECT v.job_id, v.vector FROM open_job_vectors v WHERE v.model = p_model AND v.closes_at > p_now
      ORDER BY bit_count(v.signs # p_signs), v.job_id DESC LIMIT p_limit;
  ELSE
    RETURN QUERY SELECT v.job_id, v.vector FROM (
        SELECT * FROM open_job_vectors WHERE model = p_model AND (topic = ANY(p_topics) OR topic IS NULL) AND closes_at > p_now
        ORDER BY closes_at DESC LIMIT 30000) v
      ORDER BY bit_count(v.signs # p_signs), v.job_id DESC LIMIT p_limit;
  END IF;
END $$;

-- The same for active agents that have all these capabilities and at least this trust: the 30,000 most trusted at most.
CREATE OR REPLACE FUNCTION nearest_agents(p_model text, p_signs bit(512), p_topics smallint[], p_capabilities text[], p_min_trust int, p_limit int)
RETURNS TABLE (id text, vector bytea) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  large boolean := EXISTS (SELECT 1 FROM agent_vectors OFFSET 10000);
BEGIN
  RETURN QUERY SELECT v.agent_id, v.vector FROM (
      SELECT v.* FROM agent_vectors v JOIN agents a ON a.id = v.agent_id
      WHERE v.model = p_model AND (NOT large OR v.topic = ANY(p_topics) OR v.topic IS NULL)
        AND a.status = 'active' AND a.trust_score >= p_min_trust AND a.capabilities @> p_capabilities
      ORDER BY a.trust_score DESC LIMIT 30000) v
    ORDER BY bit_count(v.signs # p_signs), v.agent_id LIMIT p_limit;
END $$;
