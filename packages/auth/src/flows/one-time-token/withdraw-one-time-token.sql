-- Ends a token that this session made. Returns false if the token was used before or isn't the session's.
CREATE OR REPLACE FUNCTION withdraw_one_time_token(p_session uuid, p_token uuid, p_token_hash bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM tokens
  WHERE id = long_token_id(p_token, p_token_hash) AND purpose = 'one-time-token' AND session_id = p_session
    AND consumed_at IS NULL;
  RETURN FOUND;
END $$;

COMMENT ON FUNCTION withdraw_one_time_token IS 'nullable: token';
