-- How long a failed guess counts in its budgets. `window.ts` says the same.
CREATE OR REPLACE FUNCTION guess_window() RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
  SELECT interval '24 hours'
$$;
