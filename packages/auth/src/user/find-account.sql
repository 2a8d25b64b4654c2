CREATE OR REPLACE FUNCTION find_account(p_collection text, p_email text) RETURNS SETOF account
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  RETURN QUERY SELECT (show_account(users)).* FROM users WHERE collection = p_collection AND email = p_email;
END $$;

COMMENT ON FUNCTION find_account IS 'nullable: disabled_at';
