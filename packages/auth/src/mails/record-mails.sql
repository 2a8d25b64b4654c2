-- Records what became of mails. The records are found by the address of the mail's token, or by its account.
CREATE OR REPLACE FUNCTION record_mails(p_mails mails[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (event, outcome, reason, user_id, token_id, address_key, address)
  SELECT 'mail.' || mail.state, CASE
      WHEN mail.state IN ('queued', 'sent', 'delivered') THEN 'granted'
      WHEN mail.state IN ('capped', 'skipped') THEN 'refused'
      ELSE 'failed'
    END,
    mail.reason, coalesce(mail.user_id, token.user_id), mail.token_id, token.address_key, mask_email(token.email)
  FROM unnest(p_mails) AS mail LEFT JOIN tokens AS token ON token.id = mail.token_id;
END $$;
