-- Whether a failed mail can be sent again: that hasn't been done yet, and its token still works. What a notice says is
-- kept for a day.
CREATE OR REPLACE FUNCTION is_resendable(p_mail mails) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN p_mail.state = 'failed' AND p_mail.resent_as IS NULL AND CASE
    WHEN p_mail.token_id IS NULL THEN p_mail.sealed IS NOT NULL AND p_mail.created_at > now() - interval '1 day'
    ELSE EXISTS (SELECT FROM tokens WHERE id = p_mail.token_id AND consumed_at IS NULL AND over_at > now())
  END;
END $$;

-- The collection of a mail's token or account; null if both are gone.
CREATE OR REPLACE FUNCTION collection_of_mail(p_mail mails) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(
    (SELECT collection FROM tokens WHERE id = p_mail.token_id),
    (SELECT collection FROM users WHERE id = p_mail.user_id)
  );
END $$;

-- Mails that failed, the newest first; of one collection, unless `p_collection` is null.
CREATE OR REPLACE FUNCTION list_failed_mails(p_limit integer, p_collection text)
RETURNS TABLE (
  id uuid, kind text, "to" text, reason text, tries smallint, created_at timestamptz, settled_at timestamptz,
  resendable boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT mail.id, mail.kind, coalesce(token.email, account.email), mail.reason, mail.tries,
    mail.created_at, mail.settled_at, is_resendable(mail)
  FROM (
    SELECT * FROM mails
    WHERE state = 'failed' AND (p_collection IS NULL OR collection_of_mail(mails) = p_collection)
    ORDER BY settled_at DESC LIMIT p_limit
  ) AS mail
    LEFT JOIN LATERAL (SELECT * FROM tokens WHERE tokens.id = mail.token_id OFFSET 0) AS token ON true
    LEFT JOIN LATERAL (
      SELECT email FROM users WHERE users.id = coalesce(mail.user_id, token.user_id) OFFSET 0
    ) AS account ON true
  ORDER BY mail.settled_at DESC;
END $$;

COMMENT ON FUNCTION list_failed_mails IS 'nullable: collection, to, reason';

/*
 * Queues a failed mail again as `p_id`, to be rendered anew; this works once. Returns the token and the account that it
 * belongs to; no row if there is no such mail, if it belongs to another collection than `p_collection` (null for any),
 * or if it can't be sent again.
 */
CREATE OR REPLACE FUNCTION resend_mail(p_mail uuid, p_id uuid, p_sealed bytea, p_collection text)
RETURNS TABLE (token_id uuid, user_id uuid)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  failed mails;
  again mails;
BEGIN
  SELECT * INTO failed FROM mails WHERE id = p_mail;
  -- As a deletion does: what the mail belongs to is locked first.
  PERFORM FROM users WHERE id = failed.user_id FOR KEY SHARE;
  PERFORM FROM tokens WHERE id = failed.token_id FOR KEY SHARE;
  SELECT * INTO failed FROM mails WHERE id = p_mail FOR UPDATE;
  IF NOT FOUND OR NOT is_resendable(failed)
    OR (p_collection IS NOT NULL AND collection_of_mail(failed) IS DISTINCT FROM p_collection) THEN
    RETURN;
  END IF;
  INSERT INTO mails (
    id, kind, priority, network_key, domain_key, token_id, user_id, sealed, locale, repeats, if_known, taken_from
  ) VALUES (
    p_id, failed.kind, failed.priority, failed.network_key, failed.domain_key, failed.token_id, failed.user_id, p_sealed,
    failed.locale, failed.repeats, failed.if_known, failed.taken_from
  ) RETURNING * INTO again;
  PERFORM record_mails(ARRAY[again]);
  UPDATE mails SET resent_as = p_id, sealed = NULL WHERE id = p_mail;
  RETURN QUERY SELECT again.token_id, again.user_id;
END $$;

COMMENT ON FUNCTION resend_mail IS 'nullable: sealed, collection, token_id, user_id';
