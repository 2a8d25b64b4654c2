/*
 * Uses up the user code of a one-time token, and returns the token, which was sealed beside it and stays live. Only one
 * caller gets it. A slot of the guess budgets of the client, its networks and the deployment is held before the code is
 * looked for, and a wrong one stays in it.
 */
CREATE OR REPLACE FUNCTION exchange_user_code(
  p_code_hashes bytea[], p_networks bytea[], p_per_network integer[], p_wrong_a_day integer
) RETURNS TABLE (verdict text, id uuid, sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  held record;
  token tokens;
BEGIN
  SELECT * INTO held FROM hold_guess(
    1, convert_to('user-code', 'UTF8'), p_wrong_a_day, NULL, NULL, p_networks, p_per_network, NULL, NULL
  );
  IF held.slots IS NULL THEN
    RETURN QUERY SELECT 'TOO_MANY_ATTEMPTS', NULL::uuid, NULL::bytea;
    RETURN;
  END IF;
  SELECT * INTO token FROM tokens
  WHERE purpose = 'one-time-token' AND code_hash = ANY(p_code_hashes) FOR UPDATE;
  IF token.id IS NULL OR token.consumed_at IS NOT NULL OR token.code_expires_at <= now() THEN
    PERFORM spend_guess(held.budgets, held.slots);
    RETURN QUERY SELECT 'INVALID_TOKEN', NULL::uuid, NULL::bytea;
    RETURN;
  END IF;
  UPDATE tokens SET code_hash = NULL, code_expires_at = NULL, max_attempts = NULL, sealed = NULL
  WHERE tokens.id = token.id;
  RETURN QUERY SELECT 'GRANTED', token.id, token.sealed;
END $$;

COMMENT ON FUNCTION exchange_user_code IS 'nullable: id, sealed';
