/*
 * Processes know the registered apps for a while, so one may still do something for an app that was removed. What is done
 * for an app therefore names the registration that is meant, and is refused once that is gone: nothing of it is left for
 * another app that gets its id.
 */

/*
 * Whether an app is still registered as the caller knows it; of one of the environment (null) always. Its removal waits for
 * what the caller does. Nobody waits for a removal: an app that is being removed counts as gone, so that nobody who has
 * locked something of the app's waits for the removal, which waits for that.
 */
CREATE OR REPLACE FUNCTION is_registered(p_registration uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF p_registration IS NULL THEN
    RETURN true;
  END IF;
  PERFORM FROM apps WHERE registration = p_registration FOR KEY SHARE SKIP LOCKED;
  RETURN FOUND;
END $$;

/*
 * Removes an app that an operator registered, with all that people had agreed to, and ends the sessions that were handed to
 * it. The app isn't told of their end, since nobody knows where any more. Whether there was one.
 */
CREATE OR REPLACE FUNCTION remove_app(p_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  -- First: what follows finds all that was done for it, and nothing more is done.
  DELETE FROM apps WHERE id = p_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM end_what_app_had(p_id);
  RETURN true;
END $$;

-- Ends whatever was done for an app, by its id. Nobody is told of the end of its sessions.
CREATE OR REPLACE FUNCTION end_what_app_had(p_id text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM tokens WHERE purpose = 'one-time-token' AND audience = p_id AND consumed_at IS NULL;
  DELETE FROM sessions WHERE audience = p_id;
  DELETE FROM consents WHERE app = p_id;
  DELETE FROM device_authorizations WHERE app = p_id;
  DELETE FROM logouts WHERE app = p_id;
END $$;
