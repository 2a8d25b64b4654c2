/*
 * Deletes an account and everything that belongs to it, and queues a notice to `p_email`, its address, and one to each
 * of its former addresses (`p_former`) that could undo a change until now, because that link is gone. `p_session` is
 * the caller's, or null if the app's own server decides. UNAUTHENTICATED if the session has ended or there is no such
 * account. ADDRESSES_CHANGED if the account has another address by now, or has left one for which there is no notice:
 * nothing was done.
 *
 * Tokens are locked before the account, as in a redemption, also those of its earlier addresses: their reservations are
 * deleted too, and a link that was mailed there must not work again. Which addresses it has is certain only once the
 * account is locked.
 */
CREATE OR REPLACE FUNCTION delete_account(
  p_user uuid, p_session uuid, p_email text, p_change_notice_id uuid, p_change_notice bytea,
  p_former text[], p_former_notice_ids uuid[], p_former_notices bytea[]
) RETURNS TABLE (verdict text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  account users;
  had text[] := addresses_of_account(p_user);
  held uuid[];
  reserved text[];
  former record;
BEGIN
  held := ARRAY(
    SELECT id FROM tokens
    WHERE user_id = p_user OR (
      collection = (SELECT users.collection FROM users WHERE users.id = p_user) AND email = ANY(had)
    )
    ORDER BY id FOR UPDATE
  );
  SELECT * INTO account FROM users WHERE id = p_user FOR UPDATE;
  IF account.id IS NULL OR (p_session IS NOT NULL AND NOT lock_session(p_session, account, NULL)) THEN
    RETURN QUERY SELECT 'UNAUTHENTICATED';
    RETURN;
  END IF;
  reserved := ARRAY(SELECT email FROM reserved_addresses WHERE user_id = p_user AND reserved_until > now());
  IF account.email <> p_email OR addresses_of_account(p_user) <> had OR NOT reserved <@ p_former THEN
    RETURN QUERY SELECT 'ADDRESSES_CHANGED';
    RETURN;
  END IF;
  DELETE FROM users WHERE id = p_user;
  PERFORM disown_tokens(held);
  PERFORM queue_notice(p_change_notice_id, 'account-deleted', NULL, p_change_notice, account.locale, NULL);
  FOR former IN
    SELECT id, sealed FROM unnest(p_former, p_former_notice_ids, p_former_notices) AS former (email, id, sealed)
    WHERE email = ANY(reserved)
  LOOP
    PERFORM queue_notice(former.id, 'account-deleted', NULL, former.sealed, account.locale, NULL);
  END LOOP;
  RETURN QUERY SELECT 'GRANTED';
END $$;

COMMENT ON FUNCTION delete_account IS 'nullable: session';

-- The addresses that an account has or used to have, sorted, except those that now belong to other accounts.
CREATE OR REPLACE FUNCTION addresses_of_account(p_user uuid) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT email FROM users WHERE id = p_user
    UNION SELECT email FROM reserved_addresses WHERE user_id = p_user
    UNION SELECT proven.email FROM tokens AS proven
    WHERE proven.user_id = p_user AND proven.email IS NOT NULL AND proven.consumed_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM users AS holder
      WHERE holder.collection = proven.collection AND holder.email = proven.email AND holder.id <> p_user
    )
    ORDER BY email
  );
END $$;

/*
 * Removes the tokens of a deleted account's addresses. Anybody may have requested a code there, and must see it expire
 * as usual. So such a token stays until it expires, void and without its address, and its queued mails aren't sent.
 */
CREATE OR REPLACE FUNCTION disown_tokens(p_tokens uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  asked uuid[] := ARRAY(
    SELECT id FROM tokens
    WHERE id = ANY(p_tokens) AND user_id IS NULL AND code_hash IS NOT NULL AND (consumed_at IS NULL OR voided)
  );
BEGIN
  DELETE FROM tokens WHERE id = ANY(p_tokens) AND user_id IS NULL AND id <> ALL(asked);
  PERFORM void_tokens(asked);
  UPDATE tokens SET email = NULL WHERE id = ANY(asked);
  UPDATE mails SET
    state = CASE WHEN state IN ('queued', 'sending') THEN 'skipped' ELSE state END,
    settled_at = coalesce(settled_at, now()), rendition = NULL, sealed = NULL
  WHERE token_id = ANY(asked);
END $$;
