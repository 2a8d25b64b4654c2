/*
 * The caller's session. It is looked up before the call and may end in the meantime, so the statement that acts for it
 * checks it again.
 */

-- Returns whether a session of an account is live.
CREATE OR REPLACE FUNCTION is_live_session(p_session uuid, p_user uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM sessions JOIN users ON users.id = sessions.user_id
    WHERE sessions.id = p_session AND users.id = p_user AND is_live(sessions, users)
  );
END $$;

/*
 * Locks a session until the end of the transaction, and returns whether it is live. The caller has locked its account.
 * With `p_secret_hash` the session must still have that secret: of two calls with one secret the first renews the
 * session, and the second gets false.
 */
CREATE OR REPLACE FUNCTION lock_session(p_session uuid, p_account users, p_secret_hash bytea) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  session sessions;
BEGIN
  SELECT * INTO session FROM sessions
  WHERE id = p_session AND user_id = p_account.id AND (p_secret_hash IS NULL OR secret_hash = p_secret_hash) FOR UPDATE;
  RETURN is_live(session, p_account);
END $$;
