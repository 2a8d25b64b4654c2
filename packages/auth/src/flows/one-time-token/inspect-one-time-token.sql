/*
 * What a link with a one-time token would do, without doing it: `state` is live, used, expired, or unknown if the
 * session that it came from has ended. No row for an app's token or an unknown one.
 */
CREATE OR REPLACE FUNCTION inspect_one_time_token(p_token uuid, p_token_hash bytea)
RETURNS TABLE (
  state text, user_id uuid, collection text, email text, token_expires_at timestamptz
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT CASE
      WHEN token.consumed_at IS NOT NULL THEN 'used'
      WHEN is_void(token, users) OR NOT source_is_live(token, users) THEN 'unknown'
      WHEN token.token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END, users.id, users.collection, users.email, token.token_expires_at
  FROM tokens AS token JOIN users ON users.id = token.user_id
  WHERE token.id = long_token_id(p_token, p_token_hash) AND token.purpose = 'one-time-token' AND token.audience IS NULL;
END $$;

COMMENT ON FUNCTION inspect_one_time_token IS 'nullable: token';
