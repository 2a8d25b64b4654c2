-- Redeems a long token, or without `p_consumes` only judges it. Returns the account that it belongs to, and its
-- address.
CREATE OR REPLACE FUNCTION redeem_account_token(
  p_purpose text, p_token uuid, p_token_hash bytea, p_consumes boolean,
  OUT verdict text, OUT user_id uuid, OUT email text, OUT over_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  judged judgement;
BEGIN
  judged := judge_long_token(p_purpose, p_token, p_token_hash, NULL, NULL, false);
  verdict := CASE WHEN judged.verdict = 'RIGHT' AND NOT p_consumes THEN 'GRANTED'
    ELSE settle_token(judged, true, NULL) END;
  user_id := (judged.token).user_id;
  email := (judged.account).email;
  over_at := (judged.token).over_at;
END $$;

COMMENT ON FUNCTION redeem_account_token IS 'nullable: token, user_id, email, over_at';
