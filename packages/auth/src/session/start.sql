/*
 * Starts a session of an account that has just authenticated. The session that the caller came with is renewed under
 * the new secret if it belongs to the account and was live in `p_before`, the account as it was when the call began. If
 * it belongs to another account or had ended, it is deleted. A renewed session that was handed over no longer ends with
 * the one that it came from. `p_method` says how the account authenticated (RFC 8176): `otp` by what was mailed, `pwd`
 * by password, null if it isn't known or stays as it was. `last_seen_at` is the time of the write, later than any
 * change of credentials in the same call, because a device counts as known from then on.
 */
CREATE OR REPLACE FUNCTION start_session(
  p_account users, p_before users, p_secret_hash bytea, p_previous_hash bytea,
  p_user_agent text, p_ip text, p_place text, p_audience text,
  p_ttl jsonb, p_absolute_ttl jsonb, p_method text
) RETURNS sessions
LANGUAGE plpgsql AS $$
DECLARE
  session sessions;
  ends timestamptz := now() + span_of(p_absolute_ttl, p_account.collection);
  slides timestamptz := least(now() + span_of(p_ttl, p_account.collection), ends);
BEGIN
  IF p_previous_hash IS NOT NULL THEN
    UPDATE sessions SET
      secret_hash = p_secret_hash, epoch = p_account.session_epoch,
      user_agent = p_user_agent, ip = p_ip, place = p_place,
      authenticated_at = now(), last_seen_at = clock_timestamp(), expires_at = slides, absolute_expires_at = ends,
      method = coalesce(p_method, method), parent_id = NULL, token_id = NULL
    WHERE secret_hash = p_previous_hash AND user_id = p_account.id AND audience IS NOT DISTINCT FROM p_audience
      AND is_live(sessions, p_before)
    RETURNING * INTO session;
    IF FOUND THEN
      RETURN session;
    END IF;
    PERFORM end_replaced_session(p_before, p_previous_hash);
  END IF;
  PERFORM make_room_for_session(p_account.id, p_audience IS NOT NULL, NULL);
  INSERT INTO sessions (
    secret_hash, user_id, epoch, audience, user_agent, ip, place, last_seen_at, expires_at, absolute_expires_at, method
  ) VALUES (
    p_secret_hash, p_account.id, p_account.session_epoch, p_audience, p_user_agent, p_ip, p_place,
    clock_timestamp(), slides, ends, p_method
  ) RETURNING * INTO session;
  RETURN session;
END $$;

/*
 * Starts the session that `p_token` hands over from `p_parent`. It has a secret of its own, and ends with its parent at
 * the latest.
 */
CREATE OR REPLACE FUNCTION start_child_session(
  p_account users, p_parent sessions, p_token tokens, p_secret_hash bytea, p_previous_hash bytea,
  p_user_agent text, p_ip text, p_place text, p_ttl jsonb
) RETURNS sessions
LANGUAGE plpgsql AS $$
DECLARE
  session sessions;
BEGIN
  IF p_previous_hash IS NOT NULL THEN
    PERFORM end_replaced_session(p_account, p_previous_hash);
  END IF;
  PERFORM make_room_for_session(p_account.id, p_token.audience IS NOT NULL, p_parent.id);
  INSERT INTO sessions (
    secret_hash, user_id, epoch, parent_id, token_id, audience, user_agent, ip, place,
    authenticated_at, expires_at, absolute_expires_at, method
  ) VALUES (
    p_secret_hash, p_account.id, p_account.session_epoch, p_parent.id, p_token.id, p_token.audience, p_user_agent, p_ip, p_place,
    p_parent.authenticated_at,
    least(now() + span_of(p_ttl, p_account.collection), p_parent.absolute_expires_at), p_parent.absolute_expires_at,
    p_parent.method
  ) RETURNING * INTO session;
  RETURN session;
END $$;

/*
 * Ends the sessions of an account that were seen longest ago, so that with a new one it has at most 200 of its own and
 * 200 of apps. Those that the new one is handed over from, `p_parent` and the ones before it, stay. Most accounts have
 * few sessions, and then only those are read.
 */
CREATE OR REPLACE FUNCTION make_room_for_session(p_user uuid, p_of_app boolean, p_parent uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM sessions WHERE user_id = p_user AND (audience IS NOT NULL) = p_of_app OFFSET 199 LIMIT 1;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  WITH RECURSIVE line AS (
    SELECT id, parent_id FROM sessions WHERE id = p_parent
    UNION ALL
    SELECT above.id, above.parent_id FROM sessions AS above JOIN line ON above.id = line.parent_id
  )
  DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions
    WHERE user_id = p_user AND (audience IS NOT NULL) = p_of_app
    ORDER BY id IN (SELECT id FROM line) DESC, last_seen_at DESC, id DESC
    OFFSET 199
  );
END $$;

/*
 * How long something lasts in a collection: `p_spans` has seconds by collection; under '' those of
 * collections without an entry.
 */
CREATE OR REPLACE FUNCTION span_of(p_spans jsonb, p_collection text) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
  SELECT make_interval(secs => coalesce(p_spans ->> p_collection, p_spans ->> '')::double precision)
$$;

-- Ends the session that the caller came with if it belongs to another account or has ended: the new one replaces it.
CREATE OR REPLACE FUNCTION end_replaced_session(p_account users, p_previous_hash bytea) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sessions
  WHERE secret_hash = p_previous_hash AND (user_id <> p_account.id OR NOT is_live(sessions, p_account));
END $$;

/*
 * Whether a session is live: it hasn't expired, no change of its account's credentials ended it, the account isn't
 * disabled, and no session that it was handed over from has ended.
 */
CREATE OR REPLACE FUNCTION is_live(p_session sessions, p_account users) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    p_session.expires_at > now() AND p_session.epoch = p_account.session_epoch AND p_account.disabled_at IS NULL
      AND (p_session.parent_id IS NULL OR is_line_live(p_session.parent_id)),
    false
  )
$$;

/*
 * Whether neither a session nor any that it was handed over from has expired or been deleted. An expired session stays
 * in the table until it is cleaned up.
 */
CREATE OR REPLACE FUNCTION is_line_live(p_session uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  live boolean;
  above uuid := p_session;
BEGIN
  LOOP
    SELECT expires_at > now(), parent_id INTO live, above FROM sessions WHERE id = above;
    IF live IS NOT TRUE OR above IS NULL THEN
      RETURN coalesce(live, false);
    END IF;
  END LOOP;
END $$;
