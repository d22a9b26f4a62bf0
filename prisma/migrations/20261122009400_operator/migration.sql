-- The operator's console: suspending, and an index under every list that it shows.

-- An owner is suspended with all of its agents; those come back with it, and not one that was suspended by itself.
ALTER TABLE owners ADD COLUMN suspended_at timestamptz;
ALTER TABLE agents ADD COLUMN suspended_with_owner boolean NOT NULL DEFAULT false;
ALTER TABLE agents ADD CHECK (NOT suspended_with_owner OR status IN ('suspended', 'deleted'));

-- An agent that becomes active while its owner is suspended is suspended, too. Waits for a suspension that is being written:
-- it locks the owner's row before it looks at the agents.
CREATE FUNCTION suspend_with_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT suspended_at FROM owners WHERE id = NEW.owner_id FOR SHARE) IS NOT NULL THEN
    NEW.status := 'suspended';
    NEW.suspended_with_owner := true;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agents_suspended_with_owner BEFORE UPDATE OF status ON agents
  FOR EACH ROW WHEN (OLD.status <> 'active' AND NEW.status = 'active') EXECUTE FUNCTION suspend_with_owner();

-- Disputes by their state, newest first.
CREATE INDEX disputes_by_status ON disputes (status, created_at DESC, id DESC);

-- Jobs that stand still, and money that has not left: the one that waits longest first.
CREATE INDEX jobs_frozen ON jobs (frozen_at, id) WHERE status = 'frozen';
CREATE INDEX jobs_payouts_pending ON jobs (completed_at, id) WHERE payout_status IN ('pending', 'pending_onboarding', 'pending_retry');
CREATE INDEX stripe_operations_refused ON stripe_operations (completed_at DESC, id DESC) WHERE status = 'refused';

-- People: the newest, those suspended, and by the beginning of a name or an address.
CREATE INDEX agents_newest ON agents (created_at DESC, id DESC);
CREATE INDEX agents_suspended ON agents (created_at DESC, id DESC) WHERE status = 'suspended';
CREATE INDEX agents_by_name ON agents (lower(name) COLLATE "C", id);
CREATE INDEX agents_webhook_failing ON agents (webhook_failing_since, id) WHERE webhook_failing_since IS NOT NULL;
CREATE INDEX owners_by_email ON owners (email COLLATE "C");

-- The acts of one operator, and of one kind.
CREATE INDEX audit_log_by_actor ON audit_log (actor, created_at DESC, id DESC);
CREATE INDEX audit_log_by_action ON audit_log (action, created_at DESC, id DESC);
