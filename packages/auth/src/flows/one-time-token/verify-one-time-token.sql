/*
 * Redeems a one-time token for a session of its own, which ends with the one that it was handed over from.
 * INVALID_TOKEN if the audience is another one or was removed, the verifier is wrong, the source session has ended, or
 * the account is in none of `p_collections` (null: any); none of these uses the token up.
 */
CREATE OR REPLACE FUNCTION verify_one_time_token(
  p_token uuid, p_token_hash bytea, p_audience text, p_registration uuid, p_code_challenge text, p_collections text[],
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_ttl jsonb
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement;
  token tokens;
  account users;
  parent sessions;
  verdict text;
BEGIN
  judged := judge_long_token('one-time-token', p_token, p_token_hash, NULL, p_collections, false);
  token := judged.token;
  account := judged.account;
  SELECT * INTO parent FROM sessions WHERE id = token.session_id AND user_id = account.id;
  verdict := settle_token(
    judged,
    token.audience IS NOT DISTINCT FROM p_audience
      AND (token.code_challenge IS NULL OR token.code_challenge IS NOT DISTINCT FROM p_code_challenge)
      AND is_live(parent, account) AND is_registered(p_registration),
    NULL
  );
  IF verdict <> 'GRANTED' THEN
    RETURN refuse_session(verdict);
  END IF;
  RETURN grant_session(
    start_child_session(
      account, parent, token, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_ttl
    ), account
  );
END $$;

COMMENT ON FUNCTION verify_one_time_token IS
  'nullable: token, audience, registration, code_challenge, collections, previous_hash, user_agent, ip, place';
