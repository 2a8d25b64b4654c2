/*
 * Locks everything that a batch of redemptions needs, in a fixed order: the tokens; then, for long tokens and approved
 * challenges, their accounts; then the buckets of their mails, mailbox by mailbox as a request locks them. So no two
 * batches wait for each other. Codes aren't judged yet: the account of a right one is locked when it is judged. If two
 * batches then wait for each other, they soon give up, and their calls are made again one by one.
 */
CREATE OR REPLACE FUNCTION lock_tokens(p_tokens uuid[], p_token_hashes bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  usable_ids uuid[];
BEGIN
  SELECT array_agg(id) FILTER (WHERE approved OR token_hash = ANY(p_token_hashes)) INTO usable_ids FROM (
    SELECT id, approved, token_hash FROM tokens
    WHERE id = ANY(p_tokens) OR (token_hash = ANY(p_token_hashes) AND NOT id_in_token) ORDER BY id FOR UPDATE
  ) AS found;
  PERFORM FROM users WHERE id IN (
    SELECT coalesce(token.user_id, (
      SELECT holder.id FROM users AS holder
      WHERE holder.collection = token.collection AND holder.email = token.email
    )) FROM tokens AS token WHERE token.id = ANY(usable_ids)
  ) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM buckets JOIN (
    SELECT DISTINCT named.mailbox, named.level, named.bucket FROM tokens AS token, LATERAL (VALUES
      (token.mailbox_bucket, 0, token.mail_bucket),
      (token.mailbox_bucket, 1, token.mailbox_bucket),
      (token.mailbox_bucket, 2, token.device_mail_bucket)
    ) AS named (mailbox, level, bucket)
    WHERE token.id = ANY(usable_ids)
  ) AS named USING (bucket) ORDER BY named.mailbox, named.level, bucket FOR UPDATE OF buckets;
  RETURN true;
END $$;
