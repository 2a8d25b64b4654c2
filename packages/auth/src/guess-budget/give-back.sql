-- Frees the slots of a guess that was right.
CREATE OR REPLACE FUNCTION give_guess_back(p_budgets bytea[], p_slots integer[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  -- There are at most five (`hold_guess`). The LIMIT tells Postgres so: if it expected a hundred, it would read the
  -- whole table.
  DELETE FROM spent_guesses
  USING (SELECT * FROM unnest(p_budgets, p_slots) AS slots (budget, slot) LIMIT 8) AS held
  WHERE spent_guesses.budget = held.budget AND spent_guesses.slot = held.slot;
END $$;
