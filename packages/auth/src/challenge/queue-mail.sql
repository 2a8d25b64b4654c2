/*
 * Queues and records a mail of a token, or records that it is capped. `p_if_known`: the mailer sends it only if its
 * address has an account.
 *
 * A mail with a smaller priority goes first: 0 for a known device or the account's own session, if its network has no
 * mails queued; 1 for anybody else who is waiting; 10 for a notice. Anybody can make devices known, by signing in at
 * addresses of their own, so if their network has mails queued, theirs wait like all others. Within a priority, a
 * mail's turn comes after the waiting mails of its network, and then after those to its domain. At most 99 of each are
 * counted, so that a request reads few rows however many are waiting.
 */
CREATE OR REPLACE FUNCTION queue_mail(
  p_token tokens, p_kind text, p_priority integer, p_network_key bytea, p_domain_key bytea,
  p_allowed boolean, p_taken_from bytea, p_if_known boolean
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  of_network bigint := 0;
  of_domain bigint := 0;
BEGIN
  IF p_allowed AND p_network_key IS NOT NULL THEN
    SELECT (
      SELECT count(*) FROM (
        SELECT FROM mails WHERE network_key = p_network_key AND state = 'queued' LIMIT 99
      ) AS queued
    ), (
      SELECT count(*) FROM (
        SELECT FROM mails WHERE domain_key = p_domain_key AND state = 'queued' LIMIT 99
      ) AS queued
    ) INTO of_network, of_domain;
  END IF;
  INSERT INTO mails (
    kind, priority, turn, network_key, domain_key, token_id, state, settled_at, taken_from, if_known
  ) VALUES (
    p_kind, CASE WHEN of_network > 0 THEN greatest(p_priority, 1) ELSE p_priority END, of_network * 1000 + of_domain, p_network_key, p_domain_key, p_token.id,
    CASE WHEN p_allowed THEN 'queued' ELSE 'capped' END, CASE WHEN NOT p_allowed THEN now() END,
    p_taken_from, p_if_known
  );
  INSERT INTO audit_events (event, outcome, user_id, token_id, address_key, address)
  VALUES (
    CASE WHEN p_allowed THEN 'mail.queued' ELSE 'mail.capped' END,
    CASE WHEN p_allowed THEN 'granted' ELSE 'refused' END,
    p_token.user_id, p_token.id, p_token.address_key, mask_email(p_token.email)
  );
END $$;
