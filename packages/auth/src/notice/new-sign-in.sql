/*
 * Whether an account is to be told of the sign-in that is under way: it signed in before, on no device that
 * the caller proves to be, and none of its own sessions is renewed. `p_account` is as it was before the call: a session
 * that a change of credentials ended counts for nothing, and one that the call itself ends is the caller's own.
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
 * Notes the first sign-in of an account, and tells it of each later one that `wants_sign_in_notice`. To be
 * called before the session starts, which renews the previous one.
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
