-- Expires a batch of mails whose token has expired or that didn't leave within a day. Returns whether there may be
-- more.
CREATE OR REPLACE FUNCTION expire_mails() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  expired mails[];
BEGIN
  WITH moved AS (
    UPDATE mails SET state = 'expired', settled_at = now(), rendition = NULL, sealed = NULL WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM mails
      WHERE state IN ('queued', 'sending') AND (
        created_at < now() - interval '24 hours'
        OR (SELECT over_at FROM tokens WHERE tokens.id = mails.token_id) <= now()
      ) LIMIT 1000 FOR UPDATE SKIP LOCKED
    )) RETURNING mails AS mail
  )
  SELECT array_agg(mail) INTO expired FROM moved;
  PERFORM record_mails(expired);
  RETURN expired IS NOT NULL;
END $$;
