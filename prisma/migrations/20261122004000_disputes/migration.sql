-- What happened in a dispute, step by step: the job itself rests in `disputed` meanwhile, so its transitions do not tell.
CREATE TABLE dispute_steps (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  dispute_id uuid NOT NULL REFERENCES disputes,
  step text NOT NULL CHECK (step IN ('opened', 'evidence_added', 'reopened', 'ruled', 'accepted', 'review_requested', 'escalated',
    'sla_reminded', 'resolved', 'closed')),
  actor text NOT NULL CHECK (actor IN ('buyer', 'worker', 'system', 'admin')),
  actor_agent_id text REFERENCES agents,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);
CREATE INDEX dispute_steps_of_dispute ON dispute_steps (dispute_id, seq);
CREATE TRIGGER dispute_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_steps
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Evidence is read in the order in which it was handed in, also within one request.
ALTER TABLE dispute_evidence ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
DROP INDEX dispute_evidence_of_dispute;
CREATE INDEX dispute_evidence_of_dispute ON dispute_evidence (dispute_id, seq);

-- Two movements more: a refund that the bank sent back, and a payout that a lost chargeback ended before it left.
ALTER TABLE ledger_transactions DROP CONSTRAINT ledger_transactions_kind_check;
ALTER TABLE ledger_transactions ADD CONSTRAINT ledger_transactions_kind_check CHECK (kind IN ('hold', 'void', 'capture', 'release',
  'refund_due', 'refund', 'refund_failure', 'transfer', 'cancellation', 'transfer_reversal', 'activation_fee', 'chargeback', 'forfeit',
  'settlement'));
