-- Deletes what devices asked for, an hour after it expired: until then a device is told `expired_token`.
CREATE OR REPLACE FUNCTION drop_device_authorizations() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM device_authorizations WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM device_authorizations WHERE expires_at < now() - interval '1 hour'
    ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED
  ));
  RETURN FOUND;
END $$;
