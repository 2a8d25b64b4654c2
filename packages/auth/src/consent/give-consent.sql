-- Remembers that the owner of a live session agreed to go on to an app. Returns false if the session has ended or the
-- app was removed.
CREATE OR REPLACE FUNCTION give_consent(p_session uuid, p_app text, p_registration uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT is_registered(p_registration) THEN
    RETURN false;
  END IF;
  INSERT INTO consents (user_id, app)
  SELECT users.id, p_app FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE sessions.id = p_session AND is_live(sessions, users)
  -- Otherwise the insert would fail if the account is deleted at the same time.
  FOR KEY SHARE OF users
  ON CONFLICT (user_id, app) DO UPDATE SET given_at = now();
  RETURN FOUND;
END $$;

COMMENT ON FUNCTION give_consent IS 'nullable: registration';
