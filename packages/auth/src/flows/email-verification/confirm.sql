/*
 * Proves the caller's address, by a code or a link. A first proof voids the password and the other sessions that the
 * account had before, because nobody knows whose they are. UNAUTHENTICATED if the token is right and the caller's
 * session has ended.
 */
CREATE OR REPLACE FUNCTION confirm_email_verification(
  p_user uuid, p_session uuid, p_token uuid, p_code_hashes bytea[], p_token_hash bytea,
  p_networks bytea[], p_per_network integer[], p_per_address integer, p_per_device integer,
  p_length_guesses integer[], p_refill_seconds double precision
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement;
  verdict text;
  account users;
BEGIN
  judged := judge_token(
    'email-verification', p_token, p_code_hashes, p_token_hash, p_user, NULL,
    p_networks, p_per_network, p_per_address, p_per_device, p_length_guesses
  );
  IF judged.verdict = 'RIGHT' AND NOT lock_session(p_session, judged.account, NULL) THEN
    RETURN refuse_session('UNAUTHENTICATED');
  END IF;
  verdict := settle_token(
    judged, is_enabled(judged.account) AND (judged.token).email = (judged.account).email, p_refill_seconds
  );
  IF verdict <> 'GRANTED' THEN
    RETURN refuse_session(verdict);
  END IF;
  account := prove_address(judged.token, judged.account, NULL);
  UPDATE sessions SET epoch = account.session_epoch
  WHERE id = p_session AND user_id = account.id AND epoch <> account.session_epoch;
  RETURN grant_session(NULL, account);
END $$;

COMMENT ON FUNCTION confirm_email_verification IS
  'nullable: token, code_hashes, token_hash, refill_seconds';
