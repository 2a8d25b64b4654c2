/*
 * Deletes an account and everything that belongs to it, and queues a notice, and one to each of its former addresses
 * (`p_former`) that could take a change back until now: that link is gone. `p_session` is the caller's, or null if the
 * app's own server decides. False if the session has ended, or there is no account. Tokens are locked before the
 * account, as in a redemption, also those of its earlier addresses: their reservations are deleted too, and a link that
 * was mailed there must not work again.
 */
CREATE OR REPLACE FUNCTION delete_account(
  p_user uuid, p_session uuid, p_change_notice_id uuid, p_change_notice bytea,
  p_former text[], p_former_notice_ids uuid[], p_former_notices bytea[]
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  account users;
  had text[];
  held uuid[];
  reserved text[];
  former record;
BEGIN
  SELECT * INTO account FROM users WHERE id = p_user;
  reserved := ARRAY(SELECT email FROM reserved_addresses WHERE user_id = p_user AND reserved_until > now());
  had := ARRAY(
    SELECT account.email
    UNION SELECT email FROM reserved_addresses WHERE user_id = p_user
    UNION SELECT proven.email FROM tokens AS proven
    WHERE proven.user_id = p_user AND proven.consumed_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM users AS holder
      WHERE holder.collection = proven.collection AND holder.email = proven.email AND holder.id <> p_user
    )
  );
  held := ARRAY(
    SELECT id FROM tokens
    WHERE user_id = p_user OR (collection = account.collection AND email = ANY(had))
    ORDER BY id FOR UPDATE
  );
  DELETE FROM users
  WHERE users.id = p_user AND (p_session IS NULL OR EXISTS (
    SELECT FROM sessions AS asking
    WHERE asking.id = p_session AND asking.user_id = users.id AND asking.epoch = users.session_epoch
  ));
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM tokens WHERE id = ANY(held) AND user_id IS NULL;
  PERFORM queue_notice(p_change_notice_id, 'account-deleted', NULL, p_change_notice, account.locale, NULL);
  FOR former IN
    SELECT id, sealed FROM unnest(p_former, p_former_notice_ids, p_former_notices) AS former (email, id, sealed)
    WHERE email = ANY(reserved)
  LOOP
    PERFORM queue_notice(former.id, 'account-deleted', NULL, former.sealed, account.locale, NULL);
  END LOOP;
  RETURN true;
END $$;

COMMENT ON FUNCTION delete_account IS 'nullable: session';
