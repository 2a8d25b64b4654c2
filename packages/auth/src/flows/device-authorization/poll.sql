/*
 * Answers a poll of a device. A device that polls again too soon gets SLOW_DOWN, and its interval grows by five seconds
 * (RFC 8628, 3.5). The row is locked, so of concurrent polls only one gets another answer. The sealed token can be
 * redeemed only once; its redemption ensures that.
 */
CREATE OR REPLACE FUNCTION poll_device_authorization(p_device_hash bytea, p_app text, p_issuer text)
RETURNS TABLE (verdict text, id uuid, scope text, sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  asked device_authorizations;
  comes_early boolean;
BEGIN
  SELECT * INTO asked FROM device_authorizations
  WHERE device_hash = p_device_hash AND app = p_app AND coalesce(issuer, p_issuer) = p_issuer FOR UPDATE;
  IF asked.id IS NULL THEN
    RETURN QUERY SELECT 'INVALID_TOKEN', NULL::uuid, NULL, NULL::bytea;
    RETURN;
  END IF;
  comes_early := coalesce(asked.polled_at + make_interval(secs => asked.interval_seconds) > now(), false);
  UPDATE device_authorizations SET
    polled_at = now(),
    interval_seconds = least(interval_seconds + CASE WHEN comes_early THEN 5 ELSE 0 END, 60)
  WHERE device_authorizations.id = asked.id;
  RETURN QUERY SELECT CASE
      WHEN asked.decision = 'declined' THEN 'ACCESS_DENIED'
      WHEN asked.decision IS NULL AND asked.expires_at <= now() THEN 'EXPIRED_TOKEN'
      WHEN comes_early THEN 'SLOW_DOWN'
      WHEN asked.decision IS NULL THEN 'AUTHORIZATION_PENDING'
      ELSE 'APPROVED'
    END, asked.id, asked.scope, CASE WHEN comes_early THEN NULL ELSE asked.sealed END;
END $$;

COMMENT ON FUNCTION poll_device_authorization IS 'nullable: id, scope, sealed';
