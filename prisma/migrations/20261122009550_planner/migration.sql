-- On SSDs, and from the cache, a page out of order costs hardly more than the next one. With the default of 4 the planner sorts
-- all rows of a busy agent's list rather than walk the first twenty along its index. Whoever may not set it keeps the default.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'random_page_cost keeps its default: ask the database''s owner to set it to 1.1';
END $$;
