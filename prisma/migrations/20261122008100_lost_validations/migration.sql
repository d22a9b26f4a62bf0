-- Deliveries whose verdict is awaited: the sweep looks for those that nobody will give any more.
CREATE INDEX jobs_validating ON jobs (delivered_at, id) WHERE status = 'validating';
