/*
 * Takes the locks of uses of tokens that are written together, in one order: the tokens, their accounts, and the
 * buckets that their mails came from, mailbox by mailbox as a request takes them. So no two batches wait for each other.
 */
CREATE OR REPLACE FUNCTION lock_tokens(p_challenges uuid[], p_token_hashes bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  found_ids uuid[];
BEGIN
  SELECT array_agg(id) INTO found_ids FROM (
    SELECT id FROM tokens
    WHERE id = ANY(p_challenges) OR token_hash = ANY(p_token_hashes) ORDER BY id FOR UPDATE
  ) AS found;
  PERFORM FROM users WHERE id IN (
    SELECT coalesce(token.user_id, (
      SELECT holder.id FROM users AS holder
      WHERE holder.collection = token.collection AND holder.email = token.email
    )) FROM tokens AS token WHERE token.id = ANY(found_ids)
  ) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM buckets JOIN (
    SELECT DISTINCT named.mailbox, named.level, named.bucket FROM tokens AS token, LATERAL (VALUES
      (token.mailbox_bucket, 0, token.mail_bucket),
      (token.mailbox_bucket, 1, token.mailbox_bucket),
      (token.mailbox_bucket, 2, token.device_mail_bucket)
    ) AS named (mailbox, level, bucket)
    WHERE token.id = ANY(found_ids)
  ) AS named USING (bucket) ORDER BY named.mailbox, named.level, bucket FOR UPDATE OF buckets;
  RETURN true;
END $$;
