/*
 * When a mail becomes out of date: when the first thing that it promises expires, when its token expires, or after a
 * day, which is how long providers remember an idempotency key. It is five seconds sooner, or a tenth of the mail's
 * life, because a provider may take a moment to send a mail.
 */
CREATE OR REPLACE FUNCTION mail_ends_at(p_mail mails) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  ends timestamptz := least(
    p_mail.expires_at,
    (SELECT over_at FROM tokens WHERE id = p_mail.token_id),
    p_mail.created_at + interval '1 day'
  );
BEGIN
  RETURN ends - least(interval '5 seconds', (ends - p_mail.created_at) / 10);
END $$;

-- For how many milliseconds from now a mail is worth sending.
CREATE OR REPLACE FUNCTION mail_lives_ms(p_mail mails) RETURNS double precision
LANGUAGE sql VOLATILE AS $$
  SELECT extract(epoch FROM mail_ends_at(p_mail) - clock_timestamp())::double precision * 1000
$$;

-- How long a claim or a renewal leases a mail. A mailer that dies delays its mails by less than ten seconds.
CREATE OR REPLACE FUNCTION mail_lease() RETURNS interval
LANGUAGE sql IMMUTABLE AS $$
  SELECT interval '8 seconds'
$$;
