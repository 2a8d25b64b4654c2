-- Whether the session that a token hands over is live.
CREATE OR REPLACE FUNCTION source_is_live(p_token tokens, p_account users) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM sessions WHERE id = p_token.session_id AND user_id = p_account.id AND is_live(sessions, p_account)
  )
$$;

/*
 * Makes a token that hands a session over, once. No row where the session has ended by then. Fails with a unique
 * violation where such a token exists.
 */
CREATE OR REPLACE FUNCTION generate_one_time_token(
  p_id uuid, p_session uuid, p_token_hash bytea, p_ttl double precision, p_audience text, p_code_challenge text
) RETURNS TABLE (token_expires_at timestamptz)
LANGUAGE sql SECURITY DEFINER AS $$
  INSERT INTO tokens (
    id, purpose, collection, user_id, session_id, audience, code_challenge, token_hash, token_expires_at
  )
  SELECT p_id, 'one-time-token', users.collection, users.id, sessions.id, p_audience, p_code_challenge,
    p_token_hash, now() + make_interval(secs => p_ttl)
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE sessions.id = p_session AND is_live(sessions, users)
  RETURNING token_expires_at
$$;

COMMENT ON FUNCTION generate_one_time_token IS 'nullable: audience, code_challenge';

/*
 * Redeems a one-time token for a session of its own, which ends with the one that it was handed over from.
 * INVALID_TOKEN for another audience, without the verifier, or when the source session has ended; none of these
 * uses the token up.
 */
CREATE OR REPLACE FUNCTION verify_one_time_token(
  p_token_hash bytea, p_audience text, p_code_challenge text,
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_ttl double precision
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement;
  token tokens;
  account users;
  parent sessions;
  verdict text;
BEGIN
  judged := judge_token('one-time-token', NULL, NULL, p_token_hash, NULL, false, NULL, NULL, NULL, NULL, NULL);
  token := judged.token;
  account := judged.account;
  SELECT * INTO parent FROM sessions WHERE id = token.session_id AND user_id = account.id;
  verdict := settle_token(
    judged,
    token.audience IS NOT DISTINCT FROM p_audience
      AND (token.code_challenge IS NULL OR token.code_challenge IS NOT DISTINCT FROM p_code_challenge)
      AND is_live(parent, account),
    NULL
  );
  IF verdict <> 'GRANTED' THEN
    RETURN refuse_session(verdict);
  END IF;
  RETURN grant_session(
    start_child_session(
      account, parent, token.audience, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_ttl
    ), account
  );
END $$;

COMMENT ON FUNCTION verify_one_time_token IS
  'nullable: audience, code_challenge, previous_hash, user_agent, ip, place';

/*
 * What a link with a one-time token would do, without doing it: `state` is live, used, expired, or unknown where
 * the session that it came from has ended. No row for an app's token or an unknown one.
 */
CREATE OR REPLACE FUNCTION inspect_one_time_token(p_token_hash bytea)
RETURNS TABLE (state text, user_id uuid, email text, token_expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT CASE
      WHEN token.consumed_at IS NOT NULL THEN 'used'
      WHEN is_void(token, users) OR NOT source_is_live(token, users) THEN 'unknown'
      WHEN token.token_expires_at <= now() THEN 'expired'
      ELSE 'live'
    END, users.id, users.email, token.token_expires_at
  FROM tokens AS token JOIN users ON users.id = token.user_id
  WHERE token.token_hash = p_token_hash AND token.purpose = 'one-time-token' AND token.audience IS NULL
$$;

/*
 * How a token stands that this session made: `state` is waiting, taken or expired, which is said of a void one
 * too. `taken_by` is the session that it was redeemed for, while that one lasts.
 */
CREATE OR REPLACE FUNCTION one_time_token_status(p_session uuid, p_token_hash bytea)
RETURNS TABLE (state text, token_expires_at timestamptz, taken_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT CASE
      WHEN token.consumed_at IS NOT NULL THEN 'taken'
      WHEN is_void(token, users) OR token.token_expires_at <= now() THEN 'expired'
      ELSE 'waiting'
    END, token.token_expires_at, (
      -- One transaction used the token and started the session: their times are the same.
      SELECT child.id FROM sessions AS child
      WHERE child.parent_id = token.session_id AND child.created_at = token.consumed_at
      LIMIT 1
    )
  FROM tokens AS token LEFT JOIN users ON users.id = token.user_id
  WHERE token.token_hash = p_token_hash AND token.purpose = 'one-time-token' AND token.session_id = p_session
$$;

COMMENT ON FUNCTION one_time_token_status IS 'nullable: taken_by';

-- Ends a token that this session made, unless it was used before. Whether it did.
CREATE OR REPLACE FUNCTION withdraw_one_time_token(p_session uuid, p_token_hash bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM tokens
  WHERE token_hash = p_token_hash AND purpose = 'one-time-token' AND session_id = p_session
    AND consumed_at IS NULL;
  RETURN FOUND;
END $$;
