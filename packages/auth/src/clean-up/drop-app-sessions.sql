/*
 * Deletes sessions of apps that are over, so that the apps are told (a trigger queues that). Those of the day that live
 * are met too: the index knows days only, so that a session's use, which slides its end, needn't write it.
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
