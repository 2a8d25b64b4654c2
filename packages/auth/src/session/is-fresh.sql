-- Whether a session is live and authenticated recently enough for actions that can't be undone.
CREATE OR REPLACE FUNCTION is_fresh(p_session uuid, p_fresh_seconds double precision) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM sessions JOIN users ON users.id = sessions.user_id
    WHERE sessions.id = p_session AND authenticated_at > now() - make_interval(secs => p_fresh_seconds)
      AND is_live(sessions, users)
  );
END $$;
