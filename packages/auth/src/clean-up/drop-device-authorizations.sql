-- Deletes what devices asked for until an hour ago: until then `expired_token` is answered truly.
CREATE OR REPLACE FUNCTION drop_device_authorizations() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM device_authorizations WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM device_authorizations WHERE expires_at < now() - interval '1 hour'
    ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED
  ));
  RETURN FOUND;
END $$;
