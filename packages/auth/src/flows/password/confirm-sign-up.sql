/*
 * Makes an account with a password, by a code or a link, and signs it in. PASSWORD_WANTED if the token is right and
 * `p_password_hash` is null: nothing was done, and the same call with a password does it, for `email`. If the address
 * has an account already, its reader is signed in to that, as with any mailed code; its password stays as it is.
 */
CREATE OR REPLACE FUNCTION confirm_sign_up(
  p_token uuid, p_code_hashes bytea[], p_token_hash bytea,
  p_networks bytea[], p_per_network integer[], p_per_address integer, p_per_device integer,
  p_length_guesses integer[], p_refill_seconds double precision, p_collections text[],
  p_open_collections text[],
  p_password_hash text, p_locale text,
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
  judged := judge_token(
    'password-sign-up', p_token, p_code_hashes, p_token_hash, NULL, p_collections,
    p_networks, p_per_network, p_per_address, p_per_device, p_length_guesses
  );
  IF is_enabled(judged.account) THEN
    RETURN sign_in_with_token(
      judged, true, p_refill_seconds, p_open_collections, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place,
      p_audience, p_registration, p_locale, p_ttl, p_absolute_ttl, p_devices, p_notice_id, p_notice, p_most_an_hour
    );
  END IF;
  admitted := judged.verdict = 'RIGHT' AND may_sign_up(judged.token, p_open_collections)
    AND is_registered(p_registration);
  IF admitted AND p_password_hash IS NULL THEN
    answer.verdict := 'PASSWORD_WANTED';
    answer.email := (judged.token).email;
    RETURN answer;
  END IF;
  answer.verdict := settle_token(judged, admitted, p_refill_seconds);
  IF answer.verdict <> 'GRANTED' THEN
    RETURN answer;
  END IF;
  INSERT INTO users (collection, email, email_verified_at, password_hash, locale)
  VALUES ((judged.token).collection, (judged.token).email, now(), p_password_hash, p_locale)
  RETURNING * INTO account;
  PERFORM tell_of_sign_in(account, false, p_previous_hash, NULL, NULL, NULL);
  RETURN grant_session(
    start_session(
      account, account, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_audience, p_ttl, p_absolute_ttl,
      'otp'
    ), account
  );
END $$;

COMMENT ON FUNCTION confirm_sign_up IS
  'nullable: token, code_hashes, token_hash, refill_seconds, collections, password_hash, locale, previous_hash, user_agent, ip, place, notice_id, notice, audience, registration';
