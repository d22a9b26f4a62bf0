-- One's own jobs are found by what the other party is called, too.
DROP FUNCTION job_text(text, json, text, text, timestamptz);
CREATE FUNCTION job_text(p_title text, p_task_spec json, p_names text, p_buyer text, p_worker text, p_created_at timestamptz)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple', concat_ws(' ', p_title, left(p_task_spec->>'description', 1000), p_names))
    || array_to_tsvector(array_remove(ARRAY[' agent ' || p_buyer, ' agent ' || p_worker, ' week ' || week_number(p_created_at)], NULL))
$$;

CREATE FUNCTION names_of(p_buyer text, p_worker text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_agg(name, ' ') FROM agents WHERE id IN (p_buyer, p_worker)
$$;

CREATE OR REPLACE FUNCTION keep_job_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_texts (job_id, document)
    VALUES (NEW.id, job_text(NEW.title, NEW.task_spec, names_of(NEW.buyer_agent_id, NEW.worker_agent_id), NEW.buyer_agent_id,
      NEW.worker_agent_id, NEW.created_at))
    ON CONFLICT (job_id) DO UPDATE SET document = excluded.document;
  RETURN NULL;
END $$;

-- A name changes when its agent is deleted, and is then forgotten here as everywhere. Nothing of such an agent is open: nobody
-- changes its jobs meanwhile.
CREATE FUNCTION forget_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE job_texts t
    SET document = job_text(j.title, j.task_spec, names_of(j.buyer_agent_id, j.worker_agent_id), j.buyer_agent_id, j.worker_agent_id, j.created_at)
    FROM (SELECT * FROM jobs WHERE buyer_agent_id = NEW.id UNION ALL SELECT * FROM jobs WHERE worker_agent_id = NEW.id) AS j
    WHERE t.job_id = j.id;
  RETURN NULL;
END $$;
CREATE TRIGGER agents_forget_name AFTER UPDATE OF name ON agents FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name)
  EXECUTE FUNCTION forget_name();

UPDATE job_texts t
  SET document = job_text(j.title, j.task_spec, names_of(j.buyer_agent_id, j.worker_agent_id), j.buyer_agent_id, j.worker_agent_id, j.created_at)
  FROM jobs j WHERE j.id = t.job_id;

-- Agents by any word of their names (the palette).
CREATE INDEX agents_by_words_of_name ON agents USING gin (to_tsvector('simple', name)) WHERE status = 'active';
