/*
 * Queues and records a notice about an account; null `p_account` if the account is gone. An account is sent at most
 * `p_most_an_hour` notices of a kind in an hour, then one that says how many more there were; null for no limit. What
 * it says is sealed under the mail's id.
 */
CREATE OR REPLACE FUNCTION queue_notice(
  p_id uuid, p_kind text, p_account uuid, p_sealed bytea, p_locale text, p_most_an_hour integer
) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  hour_ago timestamptz := now() - interval '1 hour';
  this_hour notices_told;
  due timestamptz := now();
  stands_for integer := 0;
BEGIN
  IF p_account IS NOT NULL AND p_most_an_hour IS NOT NULL THEN
    INSERT INTO notices_told AS before (user_id, kind, told) VALUES (p_account, p_kind, 1)
    ON CONFLICT (user_id, kind) DO UPDATE SET
      since = CASE WHEN before.since > hour_ago AND before.told > 0 THEN before.since ELSE now() END,
      told = CASE WHEN before.since > hour_ago THEN before.told ELSE 0 END + 1
    RETURNING * INTO this_hour;
    IF this_hour.told > p_most_an_hour + 1 THEN
      UPDATE mails SET repeats = repeats + 1 WHERE id = this_hour.summary;
      RETURN;
    END IF;
    IF this_hour.told = p_most_an_hour + 1 THEN
      due := this_hour.since + interval '61 minutes';
      stands_for := 1;
      UPDATE notices_told SET summary = p_id WHERE user_id = p_account AND kind = p_kind;
    END IF;
  END IF;
  -- Priority 10: a notice gives way to mails that somebody is waiting for.
  INSERT INTO mails (id, kind, user_id, sealed, locale, priority, repeats, run_at)
  VALUES (p_id, p_kind, p_account, p_sealed, p_locale, 10, stands_for, due);
  INSERT INTO audit_events (event, outcome, user_id) VALUES ('mail.queued', 'granted', p_account);
END $$;
