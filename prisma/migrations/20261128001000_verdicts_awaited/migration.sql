-- Deliveries that wait for a verdict or for their release: among them those whose validation got lost. A confirmed file rests in
-- `delivered` while it is judged.
DROP INDEX jobs_validating;
CREATE INDEX jobs_unreleased ON jobs (delivered_at, id)
  WHERE status IN ('validating', 'delivered') AND auto_release_at IS NOT NULL;
