-- Stripe refused what time had asked for in the job's state: time asks again after this, and not before.
ALTER TABLE jobs ADD COLUMN timer_not_before timestamptz;
