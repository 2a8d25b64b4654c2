/*
 * Undoes a change of address: the old address returns, every session and every live token ends, the password is
 * removed, and later changes can't be undone any more. Both addresses get a notice.
 *
 * NOTICES_WANTED if the link is right and `p_leaving`, the address that `p_old_notice` is for, isn't the account's
 * current one: nothing was done, and the same call with the right notices does it. `current_email` is the address that
 * the account had until now, `previous_email` the one that returns. GRANTED comes with the account as it is afterwards.
 */
CREATE OR REPLACE FUNCTION undo_email_change(
  p_token uuid, p_token_hash bytea, p_refill_seconds double precision,
  p_change_notice_id uuid, p_change_notice bytea, p_leaving text, p_old_notice_id uuid, p_old_notice bytea,
  p_most_an_hour integer,
  OUT verdict text, OUT current_email text, OUT previous_email text,
  OUT user_id uuid, OUT email text, OUT email_verified boolean, OUT collection text, OUT has_password boolean,
  OUT user_created_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  judged judgement;
  token tokens;
  account users;
  admitted boolean;
BEGIN
  judged := judge_long_token('email-change-undo', p_token, p_token_hash, NULL, NULL, true);
  token := judged.token;
  admitted := judged.verdict = 'RIGHT' AND is_enabled(judged.account);
  IF admitted THEN
    current_email := (judged.account).email;
    previous_email := token.email;
  END IF;
  IF admitted AND p_leaving IS DISTINCT FROM current_email THEN
    verdict := 'NOTICES_WANTED';
    RETURN;
  END IF;
  verdict := settle_token(judged, admitted, p_refill_seconds);
  IF verdict <> 'GRANTED' THEN
    RETURN;
  END IF;
  WITH later AS (
    UPDATE tokens SET consumed_at = now(), sealed = NULL
    WHERE user_id = token.user_id AND purpose = 'email-change-undo'
      AND created_at > token.created_at AND consumed_at IS NULL
    RETURNING collection, email
  )
  DELETE FROM reserved_addresses AS reserved
  USING (SELECT collection, email FROM later UNION SELECT token.collection, token.email) AS back
  WHERE reserved.collection = back.collection AND reserved.email = back.email;
  UPDATE users SET email = token.email, email_verified_at = now(), password_hash = NULL
  WHERE id = token.user_id RETURNING * INTO account;
  account := end_credentials(account);
  PERFORM void_tokens_of_left_address(judged.account, account.email);
  DELETE FROM sessions WHERE user_id = account.id;
  PERFORM queue_notice(
    p_change_notice_id, 'email-change-undone', account.id, p_change_notice, account.locale, p_most_an_hour
  );
  PERFORM queue_notice(p_old_notice_id, 'email-change-undone', account.id, p_old_notice, account.locale, NULL);
  SELECT shown.user_id, shown.email, shown.email_verified, shown.collection, shown.has_password, shown.user_created_at
  INTO user_id, email, email_verified, collection, has_password, user_created_at FROM show_account(account) AS shown;
END $$;

COMMENT ON FUNCTION undo_email_change IS
  'nullable: token, refill_seconds, change_notice_id, change_notice, leaving, old_notice_id, old_notice, current_email, previous_email, user_id, email, email_verified, collection, has_password, user_created_at';
