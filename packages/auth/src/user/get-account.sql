-- The account with this id. No row if there is none.
CREATE OR REPLACE FUNCTION get_account(p_user uuid) RETURNS SETOF account
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
  RETURN QUERY SELECT (show_account(users)).* FROM users WHERE id = p_user;
END $$;

COMMENT ON FUNCTION get_account IS 'nullable: disabled_at';
