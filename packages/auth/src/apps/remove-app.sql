/*
 * A process caches the registered apps for a while, so it may still do something for an app that was removed. Whatever
 * is done for an app therefore names its registration, and is refused once that is gone: nothing is left for another
 * app that gets the same id.
 */

/*
 * Whether the app still has the registration that the caller knows; always true for an app of the environment (null). A
 * removal waits until the caller's transaction ends, but nobody waits for a removal: an app that is being removed
 * counts as gone. Otherwise a caller that has locked rows of the app and the removal could wait for each other.
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
 * Removes an app that an operator registered, with all that people had agreed to, and ends the sessions that were
 * handed to it. The app isn't notified of their end, because its address is gone too. Returns whether there was such an
 * app.
 */
CREATE OR REPLACE FUNCTION remove_app(p_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  -- First, so that nothing more is done for the app and what follows finds everything.
  DELETE FROM apps WHERE id = p_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM end_what_app_had(p_id);
  RETURN true;
END $$;

-- Ends whatever was done for an app, by its id. It isn't notified of the end of its sessions.
CREATE OR REPLACE FUNCTION end_what_app_had(p_id text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM tokens WHERE purpose = 'one-time-token' AND audience = p_id AND consumed_at IS NULL;
  DELETE FROM sessions WHERE audience = p_id;
  DELETE FROM consents WHERE app = p_id;
  DELETE FROM device_authorizations WHERE app = p_id;
  DELETE FROM logouts WHERE app = p_id;
END $$;
