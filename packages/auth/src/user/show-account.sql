-- An account as the product shows it.
CREATE OR REPLACE FUNCTION show_account(p_user users) RETURNS account
LANGUAGE sql STABLE AS $$
  SELECT p_user.id, p_user.email, p_user.email_verified_at IS NOT NULL, p_user.collection,
    p_user.password_hash IS NOT NULL, p_user.created_at, p_user.disabled_at
$$;
