/*
 * How much room the guess budgets have. A budget is named by a hash, except for those of the code lengths, which name
 * nobody; `p_length_guesses` are the wrong guesses a day at codes of 6, 7, 8, 9 and 10 digits.
 */

-- The name of the budget of all codes of a length. STABLE, as `convert_to` is: otherwise Postgres couldn't inline it.
CREATE OR REPLACE FUNCTION length_budget(p_digits integer) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT convert_to('code-length:' || p_digits, 'UTF8')
$$;

-- How many guesses at codes of a length failed in the last 24 hours, accurate to ten minutes.
CREATE OR REPLACE FUNCTION length_spent(p_digits integer) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(sum(n), 0) FROM guess_totals
    WHERE budget = length_budget(p_digits) AND at > now() - guess_window();
END $$;

-- Whether fewer than `p_guesses` guesses in a budget failed in the last 24 hours. Stops counting there.
CREATE OR REPLACE FUNCTION has_room(p_budget bytea, p_guesses integer) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM FROM spent_guesses
    WHERE budget = p_budget AND at > now() - guess_window() OFFSET p_guesses - 1 LIMIT 1;
  RETURN NOT FOUND;
END $$;

-- Whether the address's budget has room or, if it hasn't, that of the known device that asks.
CREATE OR REPLACE FUNCTION requester_has_room(
  p_budget bytea, p_device_budget bytea, p_per_address integer, p_per_device integer
) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT has_room(p_budget, p_per_address)
    OR (p_device_budget IS NOT NULL AND has_room(p_device_budget, p_per_device))
$$;

-- Whether a guess at the code of a token would be judged.
CREATE OR REPLACE FUNCTION code_is_open(
  p_token tokens, p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_token.code_length IS NOT NULL AND p_token.attempts < p_token.max_attempts
    AND requester_has_room(p_token.address_key, p_token.device_budget, p_per_address, p_per_device)
    AND length_spent(p_token.code_length) < p_length_guesses[p_token.code_length - 5]
$$;

/*
 * How long a new code is: `p_digits`, and one more for each length whose budget is half spent, so that the rest is left
 * for codes that are already mailed. Null if the code couldn't be judged: no length has room, or neither the address
 * nor the known device that asks.
 */
CREATE OR REPLACE FUNCTION new_code_length(
  p_digits integer, p_budget bytea, p_device_budget bytea,
  p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS smallint
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT requester_has_room(p_budget, p_device_budget, p_per_address, p_per_device) THEN
    RETURN NULL;
  END IF;
  FOR digits IN p_digits..10 LOOP
    IF length_spent(digits) < p_length_guesses[digits - 5] / 2 THEN
      RETURN digits;
    END IF;
  END LOOP;
  RETURN CASE WHEN length_spent(10) < p_length_guesses[5] THEN 10 END;
END $$;
