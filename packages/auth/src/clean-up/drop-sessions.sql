-- Deletes sessions that had expired before today. Returns whether there may be more.
CREATE OR REPLACE FUNCTION drop_sessions() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM sessions WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM sessions WHERE expires_on < (now() AT TIME ZONE 'UTC')::date
    ORDER BY expires_on LIMIT 1000 FOR UPDATE SKIP LOCKED
  ));
  RETURN FOUND;
END $$;
