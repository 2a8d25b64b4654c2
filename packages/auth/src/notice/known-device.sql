/*
 * Whether a device is known at an address of an account: it signed in there (`p_devices`: 32 bytes of an address, then
 * 8 of milliseconds) after the account was made and its credentials last changed. `p_account` is as it was before the
 * call.
 */
CREATE OR REPLACE FUNCTION is_known_device(p_devices bytea[], p_address bytea, p_account users) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  device bytea;
BEGIN
  FOREACH device IN ARRAY coalesce(p_devices, '{}') LOOP
    IF substr(device, 1, 32) = p_address
      AND to_timestamp(('x' || encode(substr(device, 33, 8), 'hex'))::bit(64)::bigint / 1000.0)
        >= greatest(p_account.tokens_void_until, p_account.created_at) THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $$;
