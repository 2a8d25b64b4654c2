/*
 * Whether the account must get a notice of this sign-in: it has signed in before, the caller isn't on a known device,
 * and the sign-in doesn't renew one of the account's own sessions. `p_account` is as it was before the call: a session
 * that a change of credentials ended doesn't count, but one that this call itself ends does.
 */
CREATE OR REPLACE FUNCTION wants_sign_in_notice(p_account users, p_known_device boolean, p_previous_hash bytea)
RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_account.id IS NULL OR p_known_device THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM notices_told WHERE user_id = p_account.id AND kind = 'new-sign-in')
    AND NOT EXISTS (
      SELECT FROM sessions
      WHERE secret_hash = p_previous_hash AND user_id = p_account.id AND audience IS NULL
        AND is_live(sessions, p_account)
    );
END $$;

/*
 * Notes the first sign-in of an account, and queues a notice of each later one that `wants_sign_in_notice`. Must be
 * called before the session starts, because that renews the previous one.
 */
CREATE OR REPLACE FUNCTION tell_of_sign_in(
  p_account users, p_known_device boolean, p_previous_hash bytea, p_notice_id uuid, p_notice bytea,
  p_most_an_hour integer
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF wants_sign_in_notice(p_account, p_known_device, p_previous_hash) THEN
    PERFORM queue_notice(p_notice_id, 'new-sign-in', p_account.id, p_notice, p_account.locale, p_most_an_hour);
  ELSIF NOT coalesce(p_known_device, false) THEN
    INSERT INTO notices_told (user_id, kind) VALUES (p_account.id, 'new-sign-in') ON CONFLICT DO NOTHING;
  END IF;
END $$;
