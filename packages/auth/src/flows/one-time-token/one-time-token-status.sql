/*
 * The status of a token that this session made: `state` is waiting, taken or expired (also for a void one). `taken_by`
 * is the session that it was redeemed for, while that one lasts; `sealed` has its user code, until that is used.
 */
CREATE OR REPLACE FUNCTION one_time_token_status(p_session uuid, p_token uuid, p_token_hash bytea)
RETURNS TABLE (state text, token_expires_at timestamptz, taken_by uuid, id uuid, sealed bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT CASE
      WHEN token.consumed_at IS NOT NULL THEN 'taken'
      WHEN is_void(token, users) OR token.token_expires_at <= now() THEN 'expired'
      ELSE 'waiting'
    END, token.token_expires_at, (
      SELECT child.id FROM sessions AS child
      WHERE child.parent_id = token.session_id AND child.token_id = token.id
    ), token.id, token.sealed
  FROM tokens AS token LEFT JOIN users ON users.id = token.user_id
  WHERE token.id = long_token_id(p_token, p_token_hash) AND token.purpose = 'one-time-token' AND token.session_id = p_session;
END $$;

COMMENT ON FUNCTION one_time_token_status IS 'nullable: token, taken_by, sealed';
