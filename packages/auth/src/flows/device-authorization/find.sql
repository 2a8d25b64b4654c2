/*
 * What a user code is for, without deciding on it. A slot of the guess budgets of the client, its networks and the
 * deployment is held before the code is looked for, and a wrong one stays in it.
 */
CREATE OR REPLACE FUNCTION find_device_authorization(
  p_user_code_hashes bytea[], p_networks bytea[], p_per_network integer[], p_wrong_a_day integer
) RETURNS TABLE (verdict text, id uuid, app text, device_hash bytea, place text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  held record;
  asked device_authorizations;
BEGIN
  SELECT * INTO held FROM hold_guess(
    1, convert_to('device-user-code', 'UTF8'), p_wrong_a_day, NULL, NULL, p_networks, p_per_network, NULL, NULL
  );
  IF held.slots IS NULL THEN
    RETURN QUERY SELECT 'TOO_MANY_ATTEMPTS', NULL::uuid, NULL, NULL::bytea, NULL;
    RETURN;
  END IF;
  SELECT * INTO asked FROM device_authorizations WHERE user_code_hash = ANY(p_user_code_hashes);
  IF asked.id IS NULL OR asked.expires_at <= now() THEN
    PERFORM spend_guess(held.budgets, held.slots);
    RETURN QUERY SELECT 'INVALID_TOKEN', NULL::uuid, NULL, NULL::bytea, NULL;
    RETURN;
  END IF;
  RETURN QUERY SELECT 'FOUND', asked.id, asked.app, asked.device_hash, asked.place;
END $$;

COMMENT ON FUNCTION find_device_authorization IS 'nullable: id, app, device_hash, place';
