-- Removes an app that an operator registered, and ends the sessions that were handed to it. Whether there was one.
CREATE OR REPLACE FUNCTION remove_app(p_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM apps WHERE id = p_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM sessions WHERE audience = p_id;
  RETURN true;
END $$;
