/*
 * Makes a token that hands a session over, once. Returns GRANTED, UNAUTHENTICATED if the session has ended, or
 * UNKNOWN_APP if the audience was removed. Fails with a unique violation if such a token exists. `p_code_hash`: of a
 * user code that stands for it; `p_sealed`: the token, for whoever types that code.
 */
CREATE OR REPLACE FUNCTION generate_one_time_token(
  p_id uuid, p_session uuid, p_token uuid, p_token_hash bytea, p_ttl double precision,
  p_audience text, p_registration uuid, p_code_challenge text, p_code_hash bytea, p_sealed bytea,
  OUT verdict text, OUT token_expires_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  IF NOT is_registered(p_registration) THEN
    verdict := 'UNKNOWN_APP';
    RETURN;
  END IF;
  INSERT INTO tokens (
    id, purpose, collection, user_id, session_id, audience, code_challenge, token_hash, id_in_token, token_expires_at,
    code_hash, code_expires_at, max_attempts, sealed
  )
  SELECT p_id, 'one-time-token', users.collection, users.id, sessions.id, p_audience, p_code_challenge,
    p_token_hash, coalesce(p_token = p_id, false), now() + make_interval(secs => p_ttl),
    p_code_hash, CASE WHEN p_code_hash IS NOT NULL THEN now() + make_interval(secs => p_ttl) END,
    CASE WHEN p_code_hash IS NOT NULL THEN 1 END, p_sealed
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE sessions.id = p_session AND is_live(sessions, users)
  -- Otherwise the insert would fail if the account is deleted at the same time.
  FOR KEY SHARE OF users
  RETURNING tokens.token_expires_at INTO token_expires_at;
  verdict := CASE WHEN FOUND THEN 'GRANTED' ELSE 'UNAUTHENTICATED' END;
END $$;

COMMENT ON FUNCTION generate_one_time_token IS
  'nullable: token, audience, registration, code_challenge, code_hash, sealed, token_expires_at';
