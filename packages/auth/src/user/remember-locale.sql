-- Sets the language of an account's notices, until the account uses another one.
CREATE OR REPLACE FUNCTION remember_locale(p_user uuid, p_locale text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE users SET locale = p_locale WHERE id = p_user;
END $$;
