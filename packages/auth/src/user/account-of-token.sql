-- The account that a token belongs to, or that has its address; null if there is none.
CREATE OR REPLACE FUNCTION account_of_token(p_token tokens) RETURNS users
LANGUAGE plpgsql STABLE AS $$
DECLARE
  account users;
BEGIN
  IF p_token.user_id IS NOT NULL THEN
    SELECT * INTO account FROM users WHERE id = p_token.user_id;
  ELSE
    SELECT * INTO account FROM users WHERE collection = p_token.collection AND email = p_token.email;
  END IF;
  RETURN account;
END $$;

-- The account of a token, locked, for callers that act on what they judge.
CREATE OR REPLACE FUNCTION lock_account_of_token(p_token tokens) RETURNS users
LANGUAGE plpgsql AS $$
DECLARE
  account users;
BEGIN
  IF p_token.user_id IS NOT NULL THEN
    SELECT * INTO account FROM users WHERE id = p_token.user_id FOR NO KEY UPDATE;
  ELSE
    SELECT * INTO account FROM users
    WHERE collection = p_token.collection AND email = p_token.email FOR NO KEY UPDATE;
  END IF;
  RETURN account;
END $$;

-- Whether a change of its account's credentials voided a token.
CREATE OR REPLACE FUNCTION is_void(p_token tokens, p_account users) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(p_account.tokens_void_until >= p_token.created_at, false)
$$;

-- Whether there is an account and it may be used.
CREATE OR REPLACE FUNCTION is_enabled(p_account users) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_account.id IS NOT NULL AND p_account.disabled_at IS NULL
$$;

-- Whether no account has the address of a token or the right to get it back.
CREATE OR REPLACE FUNCTION address_is_free(p_token tokens) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM users WHERE collection = p_token.collection AND email = p_token.email
  ) AND NOT EXISTS (
    SELECT FROM reserved_addresses AS reserved
    WHERE reserved.collection = p_token.collection AND reserved.email = p_token.email
      AND reserved.reserved_until > now() AND reserved.user_id IS DISTINCT FROM p_token.user_id
  );
END $$;

-- Whether an account may be made for the address of a token: it is free and its collection takes sign-ups.
CREATE OR REPLACE FUNCTION may_sign_up(p_token tokens, p_open_collections text[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_token.collection = ANY(p_open_collections) AND address_is_free(p_token)
$$;

-- Whether the address of a token may have a session: of its account, or of one that may be made.
CREATE OR REPLACE FUNCTION may_have_session(p_token tokens, p_account users, p_open_collections text[])
RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_account.id IS NOT NULL THEN p_account.disabled_at IS NULL
    ELSE may_sign_up(p_token, p_open_collections) END
$$;
