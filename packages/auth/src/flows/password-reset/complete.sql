/*
 * Sets a password by a reset link: ends every session and every other token of the account, proves the
 * address, tells the owner and, if `p_secret_hash` is given, signs in. PASSWORD_WANTED if the link is right and
 * `p_password_hash` is null: nothing was done then, and the same call with a password does it, for `email` in
 * `collection`.
 */
CREATE OR REPLACE FUNCTION complete_password_reset(
  p_token uuid, p_token_hash bytea, p_refill_seconds double precision, p_collections text[],
  p_password_hash text, p_locale text,
  p_change_notice_id uuid, p_change_notice bytea,
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_registration uuid, p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement;
  admitted boolean;
  answer signed_in;
  account users;
BEGIN
  judged := judge_long_token('password-reset', p_token, p_token_hash, NULL, p_collections, false);
  admitted := judged.verdict = 'RIGHT' AND is_enabled(judged.account) AND is_registered(p_registration);
  IF admitted AND p_password_hash IS NULL THEN
    answer.verdict := 'PASSWORD_WANTED';
    answer.email := (judged.token).email;
    answer.collection := (judged.token).collection;
    RETURN answer;
  END IF;
  answer.verdict := settle_token(judged, admitted, p_refill_seconds);
  IF answer.verdict <> 'GRANTED' THEN
    RETURN answer;
  END IF;
  UPDATE users SET
    password_hash = p_password_hash, email_verified_at = coalesce(email_verified_at, now()),
    locale = coalesce(p_locale, locale)
  WHERE id = (judged.account).id RETURNING * INTO account;
  account := end_credentials(account);
  PERFORM queue_notice(
    p_change_notice_id, 'password-changed', account.id, p_change_notice, (judged.account).locale, p_most_an_hour
  );
  IF p_secret_hash IS NULL THEN
    RETURN grant_session(NULL, account);
  END IF;
  PERFORM tell_of_sign_in(
    judged.account, is_known_device(p_devices, (judged.token).address_key, judged.account), p_previous_hash, p_notice_id, p_notice,
    p_most_an_hour
  );
  RETURN grant_session(
    start_session(
      account, judged.account, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_audience, p_ttl, p_absolute_ttl,
      'otp'
    ), account
  );
END $$;

COMMENT ON FUNCTION complete_password_reset IS
  'nullable: token, refill_seconds, collections, password_hash, locale, change_notice_id, change_notice, secret_hash, previous_hash, user_agent, ip, place, audience, registration, session_id';
