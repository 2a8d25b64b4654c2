/*
 * Stores the request of a device without a browser (RFC 8628, 3.1), until somebody decides on it or it expires. Fails
 * with a unique violation if such a user code exists. No row if the app was removed.
 */
CREATE OR REPLACE FUNCTION request_device_authorization(
  p_id uuid, p_app text, p_registration uuid, p_issuer text, p_scope text, p_device_hash bytea, p_user_code_hash bytea,
  p_place text, p_ttl double precision, p_interval integer
) RETURNS TABLE (expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  IF NOT is_registered(p_registration) THEN
    RETURN;
  END IF;
  RETURN QUERY
    INSERT INTO device_authorizations (
      id, app, issuer, scope, device_hash, user_code_hash, place, expires_at, interval_seconds
    ) VALUES (
      p_id, p_app, p_issuer, p_scope, p_device_hash, p_user_code_hash, p_place,
      now() + make_interval(secs => p_ttl), p_interval
    ) RETURNING device_authorizations.expires_at;
END $$;

COMMENT ON FUNCTION request_device_authorization IS 'nullable: place, registration';
