/*
 * Registrations and changes of apps are checked against the apps that exist, so they run one at a time: no two apps get
 * the same id or origin. Whoever only reads apps doesn't wait.
 */

/*
 * Registers a new app, which starts with nothing: whatever an earlier app had under this id (one of the environment,
 * say) ends. Returns STORED, ID_TAKEN if this id is registered, or ORIGIN_TAKEN if another app, named by `taken_by`, has
 * one of its origins.
 */
CREATE OR REPLACE FUNCTION register_app(
  p_id text, p_settings jsonb, p_secret_hash text, OUT verdict text, OUT taken_by text
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  LOCK TABLE apps IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM apps WHERE id = p_id) THEN
    verdict := 'ID_TAKEN';
    RETURN;
  END IF;
  taken_by := app_with_origin_of(p_id, p_settings);
  IF taken_by IS NOT NULL THEN
    verdict := 'ORIGIN_TAKEN';
    RETURN;
  END IF;
  INSERT INTO apps (id, settings, secret_hash) VALUES (p_id, p_settings, p_secret_hash);
  PERFORM end_what_app_had(p_id);
  verdict := 'STORED';
END $$;

COMMENT ON FUNCTION register_app IS 'nullable: secret_hash, taken_by';

-- Changes the settings of an app. Returns STORED, UNKNOWN_APP if there is no such app, or ORIGIN_TAKEN as above.
CREATE OR REPLACE FUNCTION change_app(p_id text, p_settings jsonb, OUT verdict text, OUT taken_by text)
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  LOCK TABLE apps IN SHARE ROW EXCLUSIVE MODE;
  IF NOT EXISTS (SELECT FROM apps WHERE id = p_id) THEN
    verdict := 'UNKNOWN_APP';
    RETURN;
  END IF;
  taken_by := app_with_origin_of(p_id, p_settings);
  IF taken_by IS NOT NULL THEN
    verdict := 'ORIGIN_TAKEN';
    RETURN;
  END IF;
  UPDATE apps SET settings = p_settings, changed_at = now() WHERE id = p_id;
  verdict := 'STORED';
END $$;

COMMENT ON FUNCTION change_app IS 'nullable: taken_by';

-- The name of another app that has one of these origins; null if there is none.
CREATE OR REPLACE FUNCTION app_with_origin_of(p_id text, p_settings jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(settings ->> 'name', id) FROM apps
  WHERE id <> p_id AND settings -> 'allowedOrigins' ?| ARRAY(
    SELECT jsonb_array_elements_text(p_settings -> 'allowedOrigins')
  ) ORDER BY id LIMIT 1;
END $$;
