/*
 * The account of the address that a token proves, made if there was none. The first proof of an unproven account voids
 * the password, sessions and tokens that it had, whoever made them. It remembers the language if the proof came with
 * one.
 */
CREATE OR REPLACE FUNCTION prove_address(p_token tokens, p_account users, p_locale text) RETURNS users
LANGUAGE plpgsql AS $$
DECLARE
  account users := p_account;
BEGIN
  IF account.email_verified_at IS NOT NULL AND account.locale IS NOT DISTINCT FROM coalesce(p_locale, account.locale) THEN
    RETURN account;
  END IF;
  -- Somebody else who proves the same new address at this moment may make the account first.
  INSERT INTO users AS known (collection, email, email_verified_at, locale)
  VALUES (p_token.collection, p_token.email, now(), p_locale)
  ON CONFLICT (collection, email) DO UPDATE SET
    email_verified_at = coalesce(known.email_verified_at, now()),
    password_hash = CASE WHEN known.email_verified_at IS NOT NULL THEN known.password_hash END,
    session_epoch = known.session_epoch + (known.email_verified_at IS NULL)::integer,
    tokens_void_until =
      CASE WHEN known.email_verified_at IS NULL THEN clock_timestamp() ELSE known.tokens_void_until END,
    locale = coalesce(excluded.locale, known.locale)
  RETURNING * INTO account;
  RETURN account;
END $$;

/*
 * Makes an account for the address of a token that doesn't prove it; null if somebody else made one at this moment.
 * Whatever the account is given is voided by the first proof.
 */
CREATE OR REPLACE FUNCTION make_unproven_account(p_token tokens, p_locale text) RETURNS users
LANGUAGE plpgsql AS $$
DECLARE
  account users;
BEGIN
  INSERT INTO users (collection, email, locale) VALUES (p_token.collection, p_token.email, p_locale)
  ON CONFLICT (collection, email) DO NOTHING RETURNING * INTO account;
  RETURN account;
END $$;
