-- Deletes the requests of devices an hour after they expired: until then a device gets `expired_token`. Returns whether
-- there may be more.
CREATE OR REPLACE FUNCTION drop_device_authorizations() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM device_authorizations WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM device_authorizations WHERE expires_at < now() - interval '1 hour'
    ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED
  ));
  RETURN FOUND;
END $$;
