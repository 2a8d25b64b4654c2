-- Sets the password of the account with this address in this collection. Ends no session. Returns whether there is such
-- an account.
CREATE OR REPLACE FUNCTION set_password(p_collection text, p_email text, p_password_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE users SET password_hash = p_password_hash WHERE collection = p_collection AND email = p_email;
  RETURN FOUND;
END $$;
