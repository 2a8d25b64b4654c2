/*
 * Removes an app that an operator registered, with all that people had agreed to, since another may get its id, and ends the
 * sessions that were handed to it. Whether there was one.
 */
CREATE OR REPLACE FUNCTION remove_app(p_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM apps WHERE id = p_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM tokens WHERE purpose = 'one-time-token' AND audience = p_id AND consumed_at IS NULL;
  DELETE FROM sessions WHERE audience = p_id;
  DELETE FROM consents WHERE app = p_id;
  DELETE FROM device_authorizations WHERE app = p_id;
  RETURN true;
END $$;
