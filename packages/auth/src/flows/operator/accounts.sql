/*
 * Keeps an account from being used: its sessions, codes and links end now, and stay ended once it is enabled
 * again. No row where there is none.
 */
CREATE OR REPLACE FUNCTION disable_account(p_user uuid) RETURNS SETOF account
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  account users;
BEGIN
  UPDATE users SET disabled_at = coalesce(disabled_at, now()) WHERE id = p_user RETURNING * INTO account;
  IF FOUND THEN
    account := end_credentials(account);
    DELETE FROM sessions WHERE user_id = account.id;
    RETURN NEXT show_account(account);
  END IF;
END $$;

COMMENT ON FUNCTION disable_account IS 'nullable: disabled_at';

-- Lets a disabled account be used again. No row where there is none.
CREATE OR REPLACE FUNCTION enable_account(p_user uuid) RETURNS SETOF account
LANGUAGE sql SECURITY DEFINER AS $$
  UPDATE users SET disabled_at = NULL WHERE id = p_user RETURNING (show_account(users)).*
$$;

COMMENT ON FUNCTION enable_account IS 'nullable: disabled_at';

-- Ends any session, with those that were handed over from it. Whose it was; no row where there is none.
CREATE OR REPLACE FUNCTION end_account_session(p_session uuid) RETURNS TABLE (user_id uuid)
LANGUAGE sql SECURITY DEFINER AS $$
  DELETE FROM sessions WHERE id = p_session RETURNING sessions.user_id
$$;
