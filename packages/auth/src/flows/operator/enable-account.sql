-- Lets a disabled account be used again. No row if there is no such account.
CREATE OR REPLACE FUNCTION enable_account(p_user uuid) RETURNS SETOF account
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  RETURN QUERY UPDATE users SET disabled_at = NULL WHERE id = p_user RETURNING (show_account(users)).*;
END $$;

COMMENT ON FUNCTION enable_account IS 'nullable: disabled_at';
