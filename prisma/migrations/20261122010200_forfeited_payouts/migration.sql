-- What a lost chargeback took of a payout before it was sent: the worker is owed the rest of its net.
ALTER TABLE jobs ADD COLUMN forfeited_cents int NOT NULL DEFAULT 0;
UPDATE jobs j SET forfeited_cents = f.cents
  FROM (SELECT t.job_id, sum(p.amount_cents) AS cents FROM ledger_transactions t
        JOIN ledger_postings p ON p.transaction_id = t.id JOIN ledger_accounts a ON a.id = p.account_id AND a.kind = 'payable'
        WHERE t.kind = 'forfeit' GROUP BY t.job_id) f
  WHERE f.job_id = j.id;
ALTER TABLE jobs ADD CHECK (forfeited_cents BETWEEN 0 AND worker_gross_cents - platform_fee_cents);

-- A transfer that nobody has begun to send (`attempts` is 0) may be abandoned. Of those that exist already that is not known.
UPDATE stripe_operations SET attempts = 1 WHERE kind = 'transfer' AND status = 'pending' AND attempts = 0;

CREATE OR REPLACE FUNCTION keep_earnings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- There is no old row where one is inserted.
  old_net int := coalesce(OLD.worker_gross_cents - OLD.platform_fee_cents, 0);
  new_net int := NEW.worker_gross_cents - NEW.platform_fee_cents;
  completed int := (NEW.status = 'completed')::int - coalesce(OLD.status = 'completed', false)::int;
  earned int := (NEW.worker_gross_cents > 0)::int - coalesce(OLD.worker_gross_cents > 0, false)::int;
  paid int := CASE WHEN NEW.payout_status = 'paid' THEN new_net - NEW.forfeited_cents ELSE 0 END
    - CASE WHEN OLD.payout_status = 'paid' THEN old_net - OLD.forfeited_cents ELSE 0 END;
BEGIN
  -- Two steps: a CHECK judges the row that ON CONFLICT would not insert, too, and a payout may be taken back.
  INSERT INTO agent_earnings (agent_id) VALUES (NEW.worker_agent_id) ON CONFLICT DO NOTHING;
  UPDATE agent_earnings SET completed_jobs = completed_jobs + completed, earned_jobs = earned_jobs + earned,
    net_cents = net_cents + new_net - old_net, paid_cents = paid_cents + paid WHERE agent_id = NEW.worker_agent_id;
  RETURN NULL;
END $$;
