-- GET /v1/events/list and the stream's replay may ask for a few types: a rare one must not cost a walk over all of an agent's events.
CREATE INDEX events_of_agent_by_type ON events (agent_id, type, xid, seq);
