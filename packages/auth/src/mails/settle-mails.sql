/*
 * Each function changes only mails in the states that it names, so a mailer that is late, repeats itself or comes after
 * a provider's event can't change a final state. The function that decides a final state records it.
 */

/*
 * Stores the rendition of each mail for all its tries, and when the first thing that it promises expires. The first
 * writer wins. Returns what is stored; nothing for a mail that was settled in the meantime.
 */
CREATE OR REPLACE FUNCTION keep_renditions(p_mails uuid[], p_renditions bytea[], p_ends timestamptz[])
RETURNS TABLE (id uuid, rendition bytea, lives_ms double precision)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY WITH written AS MATERIALIZED (
    SELECT * FROM unnest(p_mails, p_renditions, p_ends) AS written (id, rendition, ends)
  ), held AS MATERIALIZED (
    SELECT id FROM mails WHERE id = ANY(p_mails) AND state = 'sending' ORDER BY id FOR UPDATE
  )
  UPDATE mails SET
    rendition = coalesce(mails.rendition, written.rendition),
    expires_at = CASE WHEN mails.rendition IS NULL THEN written.ends ELSE mails.expires_at END
  FROM held JOIN written USING (id) WHERE mails.id = held.id
  RETURNING mails.id, mails.rendition, mail_lives_ms(mails);
END $$;

COMMENT ON FUNCTION keep_renditions IS 'nullable: ends[]';

/*
 * Stores the outcomes of mails: `[{ mailId, state, provider, providerId, reason, tried }]`. The first verdict stands.
 * So does a provider's event that arrived before the answer that it had accepted the mail. What a failed notice says is
 * kept while it may be sent again.
 */
CREATE OR REPLACE FUNCTION settle_mails(p_outcomes json) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  settled mails[];
BEGIN
  WITH outcome AS MATERIALIZED (
    SELECT * FROM json_to_recordset(p_outcomes) AS outcome (
      "mailId" uuid, state text, provider text, "providerId" text, reason text, tried boolean
    )
  ), mail AS MATERIALIZED (
    SELECT id, mails.state AS state_before, outcome.* FROM mails JOIN outcome ON id = "mailId"
    WHERE outcome.state = 'sent' OR mails.state IN ('queued', 'sending')
    ORDER BY id FOR UPDATE OF mails
  ), moved AS (
    UPDATE mails SET
      state = CASE WHEN mail.state = 'sent' AND event_at IS NOT NULL THEN mails.state ELSE mail.state END,
      provider = coalesce(mail.provider, mails.provider),
      provider_id = CASE WHEN mail.state = 'sent' THEN mail."providerId" ELSE mails.provider_id END,
      reason = mail.reason, tries = mails.tries + coalesce(mail.tried, false)::integer,
      settled_at = CASE WHEN mail.state = 'sent' THEN coalesce(settled_at, now()) ELSE now() END,
      rendition = NULL, sealed = CASE WHEN mail.state = 'failed' THEN sealed END
    FROM mail WHERE mails.id = mail.id
    RETURNING mails AS moved, state_before, mail.state AS outcome
  )
  SELECT array_agg(moved) INTO settled FROM moved
  WHERE outcome <> 'sent' OR ((moved).state = 'sent' AND state_before <> 'sent');
  PERFORM record_mails(settled);
END $$;

/*
 * Puts a claimed mail back for another try after `p_pause_ms`, or expires it if it will be out of date. Null `p_reason`
 * if the last try didn't fail. Returns its state; no row if the mail is settled, or another worker has it.
 */
CREATE OR REPLACE FUNCTION put_mail_back(p_mail uuid, p_lease uuid, p_pause_ms double precision, p_reason text)
RETURNS TABLE (state text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  next_at timestamptz := now() + make_interval(secs => p_pause_ms / 1000);
  mail mails;
  alive boolean;
BEGIN
  SELECT * INTO mail FROM mails WHERE id = p_mail AND lease = p_lease AND state = 'sending' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  alive := mail_ends_at(mail) > next_at;
  UPDATE mails SET
    state = CASE WHEN alive THEN 'queued' ELSE 'expired' END, run_at = next_at,
    tries = least(tries + (p_reason IS NOT NULL)::integer, 1000), reason = coalesce(p_reason, reason),
    settled_at = CASE WHEN NOT alive THEN now() END,
    rendition = CASE WHEN alive THEN rendition END, sealed = CASE WHEN alive THEN sealed END
  WHERE id = p_mail RETURNING * INTO mail;
  IF NOT alive THEN
    PERFORM record_mails(ARRAY[mail]);
  END IF;
  RETURN QUERY SELECT mail.state;
END $$;

COMMENT ON FUNCTION put_mail_back IS 'nullable: reason';
