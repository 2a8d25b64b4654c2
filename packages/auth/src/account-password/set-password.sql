-- Sets the password of the account that has an address in a collection. Ends nothing. Whether there is one.
CREATE OR REPLACE FUNCTION set_password(p_collection text, p_email text, p_password_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE users SET password_hash = p_password_hash WHERE collection = p_collection AND email = p_email;
  RETURN FOUND;
END $$;
