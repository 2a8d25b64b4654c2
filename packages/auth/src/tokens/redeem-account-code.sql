/*
 * Redeems a code that is presented together with its account. An account may hold several codes, and a guess is judged
 * against each live one: a wrong guess costs each of them an attempt and each budget that many slots. A right guess
 * uses up only the code that it matches. If it matches none, the newest code decides which refusal is returned.
 */
CREATE OR REPLACE FUNCTION redeem_account_code(
  p_purpose text, p_user uuid, p_code_hashes bytea[], p_consumes boolean,
  p_per_address integer, p_per_device integer, p_length_guesses integer[],
  OUT verdict text, OUT user_id uuid, OUT email text, OUT over_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  held tokens[];
  live tokens[];
  newest tokens;
  account users;
  right_one tokens;
  reserved record;
  shortest integer;
BEGIN
  verdict := 'INVALID_TOKEN';
  SELECT array_agg(tokens ORDER BY created_at DESC) INTO held FROM (
    SELECT * FROM tokens WHERE tokens.user_id = p_user AND purpose = p_purpose ORDER BY id FOR UPDATE
  ) AS tokens;
  IF held IS NULL THEN
    RETURN;
  END IF;
  newest := held[1];
  account := lock_account_of_token(newest);
  user_id := account.id;
  email := account.email;
  -- What the newest says, unless one is right.
  verdict := CASE
    WHEN newest.consumed_at IS NOT NULL OR is_void(newest, account) THEN 'INVALID_TOKEN'
    WHEN newest.code_expires_at <= now() THEN 'EXPIRED_TOKEN'
    WHEN newest.attempts >= newest.max_attempts OR newest.code_length IS NULL THEN 'TOO_MANY_ATTEMPTS'
    ELSE 'INVALID_TOKEN' END;
  SELECT array_agg(t), min(t.code_length) INTO live, shortest FROM unnest(held) AS t
  WHERE t.consumed_at IS NULL AND NOT is_void(t, account) AND t.code_expires_at > now()
    AND t.attempts < t.max_attempts AND t.code_length IS NOT NULL;
  IF live IS NULL THEN
    RETURN;
  END IF;
  reserved := hold_guess(
    cardinality(live), live[1].address_key, p_per_address, live[1].device_budget, p_per_device, NULL, NULL,
    length_budget(shortest), p_length_guesses[shortest - 5]
  );
  IF reserved.slots IS NULL THEN
    verdict := 'TOO_MANY_ATTEMPTS';
    RETURN;
  END IF;
  SELECT t.* INTO right_one FROM unnest(live) AS t
  WHERE t.code_hash = ANY(p_code_hashes) ORDER BY t.created_at DESC LIMIT 1;
  IF right_one.id IS NULL THEN
    UPDATE tokens SET attempts = attempts + 1 WHERE id = ANY(SELECT t.id FROM unnest(live) AS t);
    PERFORM spend_guess(reserved.budgets, reserved.slots);
    RETURN;
  END IF;
  IF p_consumes THEN
    UPDATE tokens SET consumed_at = now(), sealed = NULL WHERE id = right_one.id;
  END IF;
  verdict := 'GRANTED';
  over_at := right_one.over_at;
END $$;

COMMENT ON FUNCTION redeem_account_code IS 'nullable: user_id, email, over_at';
