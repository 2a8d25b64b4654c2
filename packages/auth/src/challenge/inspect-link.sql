/*
 * What a mailed link would do, without doing it: `state` is live, used or expired; no row for an unknown link. A link
 * that wasn't mailed is no way into an account, so it counts as used if there is one. `code_length`: that of the code
 * in the same mail, while the code may be tried. `existing`: whether there is an account that the token belongs to, or
 * that has its address.
 */
CREATE OR REPLACE FUNCTION inspect_link(
  p_purpose text, p_token uuid, p_token_hash bytea, p_outlives_changes boolean,
  p_per_address integer, p_per_device integer, p_length_guesses integer[]
) RETURNS TABLE (
  id uuid, collection text, email text, user_id uuid, sealed bytea, token_expires_at timestamptz, state text,
  code_length smallint, approved boolean, existing boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT token.id, token.collection, token.email, token.user_id, token.sealed, token.token_expires_at, CASE
      WHEN token.consumed_at IS NOT NULL THEN 'used'
      WHEN NOT p_outlives_changes AND is_void(token, account_of_token(token)) THEN 'used'
      WHEN token.mails_requested = 0 AND (account_of_token(token)).id IS NOT NULL THEN 'used'
      WHEN token.token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END,
    CASE WHEN token.code_expires_at > now()
      AND code_is_open(token, p_per_address, p_per_device, p_length_guesses) THEN token.code_length
    END, token.approved, is_enabled(account_of_token(token))
  FROM tokens AS token WHERE token.id = long_token_id(p_token, p_token_hash) AND token.purpose = p_purpose;
END $$;

COMMENT ON FUNCTION inspect_link IS 'nullable: token, user_id, sealed, code_length, approved';
