/*
 * Moves the caller's account, which has `p_email`, to the address that a code or a link proves. Ends every other
 * session and every live token, renews the session, and tells both addresses. The new one gets `p_change_notice`. The
 * old one stays reserved for a week, and gets the mail with the undo link.
 *
 * Returning to an address that still has such a link takes back what came after it: those links end, and no new one is
 * made. None is made either for an address that the account never proved. In both cases the old address gets
 * `p_old_notice`.
 *
 * NOTICES_WANTED if the token is right and `p_change_notice` is null: nothing was done, and the same call with the
 * notices does it, for `email`. UNAUTHENTICATED if the token is right and the caller's session has ended.
 */
CREATE OR REPLACE FUNCTION confirm_email_change(
  p_user uuid, p_session uuid, p_email text, p_token uuid, p_code_hashes bytea[], p_token_hash bytea,
  p_networks bytea[], p_per_network integer[], p_per_address integer, p_per_device integer,
  p_length_guesses integer[], p_refill_seconds double precision,
  p_change_notice_id uuid, p_change_notice bytea, p_old_notice_id uuid, p_old_notice bytea,
  p_undo_id uuid, p_undo_hash bytea, p_undo_sealed bytea, p_undo_ttl double precision,
  p_secret_hash bytea, p_previous_hash bytea, p_user_agent text, p_ip text, p_place text, p_audience text,
  p_ttl jsonb, p_absolute_ttl jsonb,
  p_devices bytea[], p_notice_id uuid, p_notice bytea, p_most_an_hour integer
) RETURNS signed_in
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement;
  admitted boolean;
  answer signed_in;
  account users;
  was users;
BEGIN
  judged := judge_token(
    'email-change', p_token, p_code_hashes, p_token_hash, p_user, NULL,
    p_networks, p_per_network, p_per_address, p_per_device, p_length_guesses
  );
  was := judged.account;
  IF judged.verdict = 'RIGHT' AND NOT lock_session(p_session, was, p_previous_hash) THEN
    RETURN refuse_session('UNAUTHENTICATED');
  END IF;
  admitted := judged.verdict = 'RIGHT' AND is_enabled(was) AND was.email = p_email AND address_is_free(judged.token);
  IF admitted AND p_change_notice IS NULL THEN
    answer.verdict := 'NOTICES_WANTED';
    answer.email := (judged.token).email;
    RETURN answer;
  END IF;
  IF admitted THEN
    -- The address is part of a key, so this waits for requests that refer to the account before it locks their bucket.
    PERFORM FROM users WHERE id = was.id FOR UPDATE;
  END IF;
  answer.verdict := settle_token(judged, admitted, p_refill_seconds);
  IF answer.verdict <> 'GRANTED' THEN
    RETURN answer;
  END IF;
  UPDATE users SET
    email = (judged.token).email, email_verified_at = now(),
    password_hash = CASE WHEN email_verified_at IS NOT NULL THEN password_hash END
  WHERE id = was.id RETURNING * INTO account;
  account := end_credentials(account);
  PERFORM void_tokens_of_left_address(was, account.email);
  IF return_to_address(account) OR was.email_verified_at IS NULL THEN
    PERFORM queue_notice(p_old_notice_id, 'email-changed', account.id, p_old_notice, account.locale, NULL);
  ELSE
    PERFORM let_undo_change(was, p_undo_id, p_undo_hash, p_undo_sealed, p_undo_ttl);
  END IF;
  PERFORM queue_notice(p_change_notice_id, 'email-changed', account.id, p_change_notice, account.locale, NULL);
  PERFORM tell_of_sign_in(
    was, is_known_device(p_devices, (judged.token).address_key, was), p_previous_hash, p_notice_id, p_notice,
    p_most_an_hour
  );
  RETURN grant_session(
    start_session(
      account, was, p_secret_hash, p_previous_hash, p_user_agent, p_ip, p_place, p_audience, p_ttl, p_absolute_ttl,
      'otp'
    ), account
  );
END $$;

COMMENT ON FUNCTION confirm_email_change IS
  'nullable: token, code_hashes, token_hash, refill_seconds, change_notice_id, change_notice, old_notice_id, old_notice, undo_id, undo_hash, undo_sealed, undo_ttl, previous_hash, user_agent, ip, place, audience';

/*
 * Ends the undo links of changes that an account made since it left the address to which it has returned, and releases
 * the addresses that they reserved. Returns whether the account had a link for that address.
 */
CREATE OR REPLACE FUNCTION return_to_address(p_account users) RETURNS boolean
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  left_at timestamptz;
BEGIN
  SELECT min(created_at) INTO left_at FROM tokens
  WHERE user_id = p_account.id AND email = p_account.email AND purpose = 'email-change-undo'
    AND consumed_at IS NULL AND token_expires_at > now();
  IF left_at IS NULL THEN
    RETURN false;
  END IF;
  WITH superseded AS (
    UPDATE tokens SET consumed_at = now(), sealed = NULL
    WHERE user_id = p_account.id AND purpose = 'email-change-undo'
      AND created_at >= left_at AND consumed_at IS NULL
    RETURNING collection, email
  )
  DELETE FROM reserved_addresses AS reserved USING superseded
  WHERE reserved.collection = superseded.collection AND reserved.email = superseded.email;
  RETURN true;
END $$;

-- Makes the link that undoes a change of address, mails it to the address that was left, and reserves that address.
CREATE OR REPLACE FUNCTION let_undo_change(
  p_was users, p_id uuid, p_token_hash bytea, p_sealed bytea, p_ttl double precision
) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  undo tokens;
BEGIN
  INSERT INTO tokens (
    id, purpose, collection, email, user_id, sealed, mails_requested, last_mail_at, token_hash, id_in_token,
    token_expires_at
  ) VALUES (
    p_id, 'email-change-undo', p_was.collection, p_was.email, p_was.id, p_sealed, 1, now(), p_token_hash, true,
    now() + make_interval(secs => p_ttl)
  ) RETURNING * INTO undo;
  INSERT INTO reserved_addresses (collection, email, user_id, reserved_until)
  VALUES (undo.collection, undo.email, undo.user_id, undo.token_expires_at)
  ON CONFLICT (collection, email) DO UPDATE
    SET user_id = excluded.user_id, reserved_until = excluded.reserved_until;
  PERFORM queue_mail(undo, 'email-changed', 10, NULL, NULL, true, NULL, false);
END $$;
