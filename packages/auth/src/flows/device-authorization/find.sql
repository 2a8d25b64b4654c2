/*
 * Finds the device request that a user code belongs to, without deciding on it. A slot of the guess budgets of the
 * client, its networks and `p_budget` (the account's or the deployment's) is held before the code is looked for, and a
 * wrong one stays in it. Without `p_budget` it doesn't count as a guess. A code that another issuer gave isn't found.
 */
CREATE OR REPLACE FUNCTION find_device_authorization(
  p_user_code_hashes bytea[], p_issuer text, p_networks bytea[], p_per_network integer[],
  p_budget bytea, p_per_budget integer
) RETURNS TABLE (verdict text, id uuid, app text, device_hash bytea, place text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  held record;
  asked device_authorizations;
BEGIN
  IF p_budget IS NOT NULL THEN
    SELECT * INTO held FROM hold_guess(
      1, p_budget, p_per_budget, NULL, NULL, p_networks, p_per_network, NULL, NULL
    );
    IF held.slots IS NULL THEN
      RETURN QUERY SELECT 'TOO_MANY_ATTEMPTS', NULL::uuid, NULL, NULL::bytea, NULL;
      RETURN;
    END IF;
  END IF;
  SELECT * INTO asked FROM device_authorizations
  WHERE user_code_hash = ANY(p_user_code_hashes) AND coalesce(issuer, p_issuer) = p_issuer;
  IF asked.id IS NULL OR asked.expires_at <= now() THEN
    IF p_budget IS NOT NULL THEN
      PERFORM spend_guess(held.budgets, held.slots);
    END IF;
    RETURN QUERY SELECT 'INVALID_TOKEN', NULL::uuid, NULL, NULL::bytea, NULL;
    RETURN;
  END IF;
  RETURN QUERY SELECT 'FOUND', asked.id, asked.app, asked.device_hash, asked.place;
END $$;

COMMENT ON FUNCTION find_device_authorization IS 'nullable: budget, per_budget, id, app, device_hash, place';
