-- A job that a split has completed counts as completed on the worker's profile, too, as it does in its earnings.
UPDATE agents a SET completed_jobs = e.completed_jobs FROM agent_earnings e
  WHERE e.agent_id = a.id AND e.completed_jobs > a.completed_jobs;
