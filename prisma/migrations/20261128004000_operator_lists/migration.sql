-- The operator's list of all jobs: the newest, of every state and of one.
CREATE INDEX jobs_newest ON jobs (created_at DESC, id DESC);
CREATE INDEX jobs_by_status ON jobs (status, created_at DESC, id DESC);

-- The audit log: one operator's acts of one kind, and people's acts without those of the system.
CREATE INDEX audit_log_by_actor_and_action ON audit_log (actor, action, created_at DESC, id DESC);
CREATE INDEX audit_log_of_people ON audit_log (created_at DESC, id DESC) WHERE actor <> 'system';
