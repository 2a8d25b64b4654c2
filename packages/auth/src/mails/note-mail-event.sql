/*
 * Updates a mail's state from an event of its provider. The mail is found by its id or by the provider's. Events come
 * in any order and any number of times: a mail only moves to a state that comes later in `p_rank`. `p_bounce` says how
 * it bounced. An event that moves a mail keeps `p_email` from being mailed, for `p_suppresses`; a complaint does so
 * even if its mail was deleted, because people complain late. Returns whether a mail moved.
 */
CREATE OR REPLACE FUNCTION note_mail_event(
  p_mail uuid, p_provider text, p_provider_id text, p_state text, p_at timestamptz, p_bounce text, p_rank text[],
  p_email text, p_suppresses text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  moved mails[];
BEGIN
  WITH told AS (
    UPDATE mails SET
      state = p_state, event_at = p_at, provider = p_provider, provider_id = p_provider_id, reason = p_bounce,
      settled_at = coalesce(settled_at, now()), rendition = NULL, sealed = NULL
    WHERE (id = p_mail OR (provider = p_provider AND provider_id = p_provider_id))
      AND (event_at IS NULL OR array_position(p_rank, state) < array_position(p_rank, p_state))
    RETURNING mails AS mail
  )
  SELECT array_agg(mail) INTO moved FROM told;
  PERFORM record_mails(moved);
  IF p_suppresses IS NOT NULL AND (moved IS NOT NULL OR (
    p_state = 'complained' AND p_mail IS NOT NULL AND NOT EXISTS (SELECT FROM mails WHERE id = p_mail)
  )) THEN
    PERFORM suppress_address(p_email, p_suppresses, p_at);
  END IF;
  RETURN moved IS NOT NULL;
END $$;

COMMENT ON FUNCTION note_mail_event IS 'nullable: mail, bounce, email, suppresses';
