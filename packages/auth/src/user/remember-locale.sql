-- Has the notices of an account written in this language, until it asks in another one.
CREATE OR REPLACE FUNCTION remember_locale(p_user uuid, p_locale text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE users SET locale = p_locale WHERE id = p_user;
END $$;
