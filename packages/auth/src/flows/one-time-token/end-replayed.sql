/*
 * Ends the session that an app got for a token, because the token was presented again with the same verifier: two
 * parties have it, and one of them shouldn't (RFC 6749, 4.1.2). Without the verifier nothing ends. Returns whose
 * session it was; no row if none ends.
 */
CREATE OR REPLACE FUNCTION end_replayed(
  p_token uuid, p_token_hash bytea, p_audience text, p_code_challenge text
) RETURNS TABLE (user_id uuid)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY DELETE FROM sessions USING tokens
  WHERE tokens.id = long_token_id(p_token, p_token_hash) AND tokens.purpose = 'one-time-token'
    AND tokens.consumed_at IS NOT NULL AND tokens.audience = p_audience AND tokens.code_challenge = p_code_challenge
    AND sessions.parent_id = tokens.session_id AND sessions.token_id = tokens.id
  RETURNING sessions.user_id;
END $$;

COMMENT ON FUNCTION end_replayed IS 'nullable: token';
