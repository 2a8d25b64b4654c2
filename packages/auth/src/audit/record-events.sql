/*
 * Records any number of events at once. An event that names a token, by its id or as a long one (`long_token_id`), gets
 * the token's account and address unless it has its own, and the token's age if it was granted.
 */
CREATE OR REPLACE FUNCTION record_events(p_events json) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO audit_events (
    event, outcome, reason, user_id, actor_id, token_id, token_age_ms, address_key, address,
    client_key, client, device, request_id, app
  )
  SELECT given.event, given.outcome, given.reason, coalesce(given.user_id, token.user_id), given.actor_id, token.id,
    CASE WHEN given.outcome = 'granted' THEN extract(epoch FROM clock_timestamp() - token.created_at) * 1000 END,
    coalesce(decode(given.address_key, 'hex'), token.address_key), coalesce(given.address, mask_email(token.email)),
    decode(given.client_key, 'hex'), given.client, given.device, given.request_id, given.app
  FROM json_to_recordset(p_events) AS given (
    event text, outcome text, reason text, user_id uuid, actor_id uuid, token_id uuid, token_hash text,
    address_key text, address text, client_key text, client text, device text, request_id text, app text
  ) LEFT JOIN LATERAL (
    SELECT * FROM tokens
    WHERE id = given.token_id AND (given.token_hash IS NULL OR token_hash = decode(given.token_hash, 'hex'))
    UNION ALL SELECT * FROM tokens WHERE token_hash = decode(given.token_hash, 'hex') AND NOT id_in_token
  ) AS token ON true;
END $$;
