/*
 * Deletes expired sessions of apps, so that the apps are notified (a trigger queues that). Returns whether there may be
 * more. The index holds only the day on which a session expires, so that extending a session needn't update it; the
 * scan therefore also meets sessions of today that are still live.
 */
CREATE OR REPLACE FUNCTION drop_app_sessions() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM sessions WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM sessions
    WHERE audience IS NOT NULL AND expires_on <= (now() AT TIME ZONE 'UTC')::date AND expires_at <= now()
    ORDER BY expires_on LIMIT 1000 FOR UPDATE SKIP LOCKED
  ));
  RETURN FOUND;
END $$;
