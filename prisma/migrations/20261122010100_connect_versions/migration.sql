-- Compare-and-set for accounts, as `jobs.version` is for jobs: what was asked of Stripe before somebody else wrote is asked again.
ALTER TABLE connect_accounts ADD COLUMN version int NOT NULL DEFAULT 0;
