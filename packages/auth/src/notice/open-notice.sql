-- What a queued notice says, with its account's address and collection; no row if there is no such mail.
CREATE OR REPLACE FUNCTION open_notice(p_mail uuid) RETURNS TABLE (
  email text, collection text, sealed bytea, locale text, repeats integer, resolved_at timestamptz
)
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT users.email, users.collection, mails.sealed, mails.locale, mails.repeats, now()
  FROM mails LEFT JOIN users ON users.id = mails.user_id WHERE mails.id = p_mail;
END $$;

COMMENT ON FUNCTION open_notice IS 'nullable: email, collection, sealed, locale';
