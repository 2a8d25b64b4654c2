/*
 * Keeps an account from being used: its sessions, codes and links end now, and stay ended when it is enabled again. No
 * row if there is no such account.
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
