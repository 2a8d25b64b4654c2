-- Renews the lease of those mails that are still leased to the caller.
CREATE OR REPLACE FUNCTION renew_mails(p_lease uuid, p_mails uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  UPDATE mails SET run_at = now() + mail_lease()
  WHERE id = ANY(ARRAY(
    SELECT id FROM mails WHERE id = ANY(p_mails) AND lease = p_lease AND state = 'sending' ORDER BY id FOR UPDATE
  ));
END $$;
