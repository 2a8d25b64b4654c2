-- What the migrations make, to read. A test writes it and keeps it true.

CREATE TABLE alert_messages (
  id uuid DEFAULT uuid_by_time() NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  tries smallint DEFAULT 0 NOT NULL,
  run_at timestamptz DEFAULT now() NOT NULL,
  lease uuid,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT alert_messages_pkey PRIMARY KEY (id)
);
CREATE INDEX alert_messages_run_at ON alert_messages (run_at);

CREATE TABLE alerts (
  key text NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  raised_at timestamptz DEFAULT now() NOT NULL,
  seen_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT alerts_pkey PRIMARY KEY (key)
);

CREATE TABLE apps (
  id text NOT NULL,
  settings jsonb NOT NULL,
  secret_hash text,
  created_at timestamptz DEFAULT now() NOT NULL,
  changed_at timestamptz DEFAULT now() NOT NULL,
  former_secret_hash text,
  former_secret_until timestamptz,
  registration uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT apps_registration_key UNIQUE (registration),
  CONSTRAINT apps_pkey PRIMARY KEY (id)
);

CREATE TABLE audit_events (
  at timestamptz DEFAULT clock_timestamp() NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  event text NOT NULL,
  outcome text NOT NULL,
  reason text,
  user_id uuid,
  token_id uuid,
  address_key bytea,
  address text,
  client_key bytea,
  client text,
  device text,
  request_id text,
  actor_id uuid,
  token_age_ms integer,
  app text,
  CONSTRAINT audit_events_pkey PRIMARY KEY (at, id),
  CONSTRAINT audit_events_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'failed'::text])))
) PARTITION BY RANGE (at);
CREATE INDEX audit_events_address ON audit_events (address_key, at);
CREATE INDEX audit_events_event ON audit_events (event, at);
CREATE INDEX audit_events_outcome ON audit_events (outcome, at) WHERE (outcome <> 'granted'::text);
CREATE INDEX audit_events_reason ON audit_events (reason, at) WHERE (reason IS NOT NULL);
CREATE INDEX audit_events_request ON audit_events (request_id, at) WHERE (request_id IS NOT NULL);
CREATE INDEX audit_events_user ON audit_events (user_id, at);
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_whole BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TABLE audit_retention (
  only_one boolean DEFAULT true NOT NULL,
  keep interval NOT NULL,
  CONSTRAINT audit_retention_pkey PRIMARY KEY (only_one),
  CONSTRAINT audit_retention_keep_check CHECK ((keep >= '30 days'::interval)),
  CONSTRAINT audit_retention_only_one_check CHECK (only_one)
);

CREATE TABLE buckets (
  bucket bytea NOT NULL,
  full_at timestamptz NOT NULL,
  full_in timestamptz GENERATED ALWAYS AS (date_bin('00:10:00'::interval, full_at, to_timestamp((0)::double precision))) STORED,
  CONSTRAINT buckets_pkey PRIMARY KEY (bucket)
) WITH (fillfactor=70, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX buckets_full_in ON buckets (full_in);

CREATE TABLE chores (
  name text NOT NULL,
  done_until timestamptz NOT NULL,
  CONSTRAINT chores_pkey PRIMARY KEY (name)
);

CREATE TABLE consents (
  user_id uuid NOT NULL,
  app text NOT NULL,
  given_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT consents_pkey PRIMARY KEY (user_id, app),
  CONSTRAINT consents_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE device_authorizations (
  id uuid NOT NULL,
  app text NOT NULL,
  scope text NOT NULL,
  device_hash bytea NOT NULL,
  user_code_hash bytea,
  place text,
  created_at timestamptz DEFAULT now() NOT NULL,
  expires_at timestamptz NOT NULL,
  interval_seconds integer NOT NULL,
  polled_at timestamptz,
  decision text,
  sealed bytea,
  issuer text,
  CONSTRAINT device_authorizations_device_hash_key UNIQUE (device_hash),
  CONSTRAINT device_authorizations_user_code_hash_key UNIQUE (user_code_hash),
  CONSTRAINT device_authorizations_pkey PRIMARY KEY (id),
  CONSTRAINT device_authorizations_check CHECK (((decision IS NULL) = (user_code_hash IS NOT NULL))),
  CONSTRAINT device_authorizations_check1 CHECK (((NOT (decision IS DISTINCT FROM 'approved'::text)) = (sealed IS NOT NULL))),
  CONSTRAINT device_authorizations_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text])))
);
CREATE INDEX device_authorizations_expires_at ON device_authorizations (expires_at);

CREATE TABLE event_totals (
  at timestamptz NOT NULL,
  event text NOT NULL,
  outcome text NOT NULL,
  reason text NOT NULL,
  age_step smallint NOT NULL,
  n integer NOT NULL,
  CONSTRAINT event_totals_pkey PRIMARY KEY (at, event, outcome, reason, age_step)
);

CREATE TABLE function_sets (
  schema name NOT NULL,
  installed_at timestamptz DEFAULT now() NOT NULL,
  used_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT function_sets_pkey PRIMARY KEY (schema)
);

CREATE TABLE guess_totals (
  budget bytea NOT NULL,
  at timestamptz NOT NULL,
  n integer NOT NULL,
  CONSTRAINT guess_totals_pkey PRIMARY KEY (budget, at)
) WITH (fillfactor=50);

CREATE TABLE index_key (
  only_one boolean DEFAULT true NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT index_key_pkey PRIMARY KEY (only_one),
  CONSTRAINT index_key_only_one_check CHECK (only_one)
);

CREATE TABLE logouts (
  id uuid DEFAULT uuid_by_time() NOT NULL,
  app text NOT NULL,
  collection text NOT NULL,
  user_id uuid NOT NULL,
  session_id uuid NOT NULL,
  tries smallint DEFAULT 0 NOT NULL,
  run_at timestamptz DEFAULT now() NOT NULL,
  lease uuid,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT logouts_pkey PRIMARY KEY (id)
);
CREATE INDEX logouts_app ON logouts (app, run_at);
CREATE INDEX logouts_created_at ON logouts (created_at);

CREATE TABLE mail_slots (
  number integer NOT NULL,
  used_at timestamptz DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  CONSTRAINT mail_slots_pkey PRIMARY KEY (number)
);
CREATE INDEX mail_slots_used_at ON mail_slots (used_at);

CREATE TABLE mails (
  id uuid DEFAULT uuid_by_time() NOT NULL,
  kind text NOT NULL,
  token_id uuid,
  state text DEFAULT 'queued'::text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  settled_at timestamptz,
  user_id uuid,
  sealed bytea,
  rendition bytea,
  expires_at timestamptz,
  tries smallint DEFAULT 0 NOT NULL,
  reason text,
  provider text,
  provider_id text,
  event_at timestamptz,
  resent_as uuid,
  locale text,
  taken_from bytea,
  if_known boolean DEFAULT false NOT NULL,
  repeats integer DEFAULT 0 NOT NULL,
  run_at timestamptz DEFAULT now() NOT NULL,
  priority smallint DEFAULT 1 NOT NULL,
  lease uuid,
  network_key bytea,
  domain_key bytea,
  turn integer DEFAULT 0 NOT NULL,
  CONSTRAINT mails_pkey PRIMARY KEY (id),
  CONSTRAINT mails_resent_as_fkey FOREIGN KEY (resent_as) REFERENCES mails(id) ON DELETE SET NULL,
  CONSTRAINT mails_token_id_fkey FOREIGN KEY (token_id) REFERENCES tokens(id) ON DELETE CASCADE,
  CONSTRAINT mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delayed'::text, 'delivered'::text, 'bounced'::text, 'complained'::text, 'failed'::text, 'expired'::text, 'skipped'::text, 'capped'::text])))
) WITH (autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX mails_due ON mails (priority, turn, run_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX mails_failed ON mails (settled_at) WHERE (state = 'failed'::text);
CREATE INDEX mails_failed_sealed ON mails (created_at) WHERE ((state = 'failed'::text) AND (sealed IS NOT NULL));
CREATE INDEX mails_of_domain ON mails (domain_key) WHERE ((state = 'queued'::text) AND (domain_key IS NOT NULL));
CREATE INDEX mails_of_network ON mails (network_key) WHERE ((state = 'queued'::text) AND (network_key IS NOT NULL));
CREATE INDEX mails_provider_id ON mails (provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX mails_resent_as ON mails (resent_as) WHERE (resent_as IS NOT NULL);
CREATE INDEX mails_settled ON mails (settled_at) INCLUDE (kind, state) WHERE (settled_at IS NOT NULL);
CREATE INDEX mails_token_id ON mails (token_id, created_at DESC);
CREATE INDEX mails_unsettled ON mails (run_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX mails_user_id ON mails (user_id) WHERE (user_id IS NOT NULL);

CREATE TABLE notices_told (
  user_id uuid NOT NULL,
  kind text NOT NULL,
  since timestamptz DEFAULT now() NOT NULL,
  told integer DEFAULT 0 NOT NULL,
  summary uuid,
  CONSTRAINT notices_told_pkey PRIMARY KEY (user_id, kind),
  CONSTRAINT notices_told_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
) WITH (fillfactor=80);

CREATE TABLE reserved_addresses (
  collection text NOT NULL,
  email text NOT NULL,
  user_id uuid NOT NULL,
  reserved_until timestamptz NOT NULL,
  CONSTRAINT reserved_addresses_pkey PRIMARY KEY (collection, email),
  CONSTRAINT reserved_addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX reserved_addresses_until ON reserved_addresses (reserved_until);
CREATE INDEX reserved_addresses_user_id ON reserved_addresses (user_id);

CREATE TABLE serving_roles (
  name name NOT NULL,
  CONSTRAINT serving_roles_pkey PRIMARY KEY (name)
);

CREATE TABLE sessions (
  id uuid DEFAULT uuid_by_time() NOT NULL,
  secret_hash bytea NOT NULL,
  user_id uuid NOT NULL,
  epoch integer NOT NULL,
  audience text,
  user_agent text,
  ip text,
  place text,
  created_at timestamptz DEFAULT now() NOT NULL,
  authenticated_at timestamptz DEFAULT now() NOT NULL,
  last_seen_at timestamptz DEFAULT now() NOT NULL,
  expires_at timestamptz NOT NULL,
  absolute_expires_at timestamptz NOT NULL,
  parent_id uuid,
  token_id uuid,
  expires_on date GENERATED ALWAYS AS (((expires_at AT TIME ZONE 'UTC'::text))::date) STORED,
  method text,
  CONSTRAINT sessions_secret_hash_key UNIQUE (secret_hash),
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES sessions(id) ON DELETE CASCADE,
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
) WITH (fillfactor=90, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX sessions_expires_on ON sessions (expires_on);
CREATE INDEX sessions_of_apps_expires_on ON sessions (expires_on) WHERE (audience IS NOT NULL);
CREATE INDEX sessions_parent_id ON sessions (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE TRIGGER queue_logout AFTER DELETE ON sessions FOR EACH ROW WHEN ((old.audience IS NOT NULL)) EXECUTE FUNCTION queue_logout_of_session();

CREATE TABLE signing_keys (
  id uuid NOT NULL,
  algorithm text NOT NULL,
  number integer NOT NULL,
  sealed bytea NOT NULL,
  signs_from timestamptz NOT NULL,
  CONSTRAINT signing_keys_algorithm_number_key UNIQUE (algorithm, number),
  CONSTRAINT signing_keys_pkey PRIMARY KEY (id)
);

CREATE TABLE spent_guesses (
  budget bytea NOT NULL,
  slot integer NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT spent_guesses_pkey PRIMARY KEY (budget, slot)
) WITH (autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX spent_guesses_at ON spent_guesses (at);
CREATE TRIGGER count_guess AFTER INSERT OR UPDATE ON spent_guesses FOR EACH ROW WHEN ((SUBSTRING(new.budget FROM 1 FOR 12) = '\x636f64652d6c656e6774683a'::bytea)) EXECUTE FUNCTION count_guess();
CREATE TRIGGER uncount_guess AFTER DELETE ON spent_guesses FOR EACH ROW WHEN (((SUBSTRING(old.budget FROM 1 FOR 12) = '\x636f64652d6c656e6774683a'::bytea) AND (old.at > (now() - '24:00:00'::interval)))) EXECUTE FUNCTION count_guess();

CREATE TABLE suppressed_addresses (
  email text NOT NULL,
  reason text NOT NULL,
  suppressed_at timestamptz DEFAULT now() NOT NULL,
  suppressed_until timestamptz NOT NULL,
  CONSTRAINT suppressed_addresses_pkey PRIMARY KEY (email, reason),
  CONSTRAINT suppressed_addresses_reason_check CHECK ((reason = ANY (ARRAY['bounce'::text, 'complaint'::text])))
);
CREATE INDEX suppressed_addresses_at ON suppressed_addresses (suppressed_at);
CREATE INDEX suppressed_addresses_until ON suppressed_addresses (suppressed_until);

CREATE TABLE tokens (
  id uuid NOT NULL,
  purpose text NOT NULL,
  collection text NOT NULL,
  email text,
  user_id uuid,
  code_hash bytea,
  code_length smallint,
  code_expires_at timestamptz,
  attempts smallint DEFAULT 0 NOT NULL,
  max_attempts smallint,
  token_hash bytea,
  token_expires_at timestamptz,
  sealed bytea,
  mails_requested smallint DEFAULT 0 NOT NULL,
  last_mail_at timestamptz,
  consumed_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  over_at timestamptz GENERATED ALWAYS AS (GREATEST(code_expires_at, token_expires_at)) STORED,
  session_id uuid,
  audience text,
  code_challenge text,
  address_key bytea,
  device_budget bytea,
  mail_bucket bytea,
  mailbox_bucket bytea,
  device_mail_bucket bytea,
  approved boolean,
  voided boolean DEFAULT false NOT NULL,
  id_in_token boolean DEFAULT false NOT NULL,
  CONSTRAINT tokens_pkey PRIMARY KEY (id),
  CONSTRAINT tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT tokens_attempts_bounded CHECK ((attempts <= max_attempts)),
  CONSTRAINT tokens_audience_has_challenge CHECK (((audience IS NULL) OR (code_challenge IS NOT NULL))),
  CONSTRAINT tokens_code_expires CHECK (((code_hash IS NULL) = (code_expires_at IS NULL))),
  CONSTRAINT tokens_code_has_attempts CHECK (((code_hash IS NULL) = (max_attempts IS NULL))),
  CONSTRAINT tokens_code_or_token CHECK (((code_hash IS NOT NULL) OR (token_hash IS NOT NULL))),
  CONSTRAINT tokens_email_or_user CHECK (((email IS NOT NULL) OR (user_id IS NOT NULL) OR voided)),
  CONSTRAINT tokens_token_expires CHECK (((token_hash IS NULL) = (token_expires_at IS NULL)))
) WITH (fillfactor=75, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX tokens_email ON tokens (collection, email) WHERE (email IS NOT NULL);
CREATE INDEX tokens_over_at ON tokens (over_at);
CREATE UNIQUE INDEX tokens_token_hash ON tokens (token_hash) WHERE ((token_hash IS NOT NULL) AND (NOT id_in_token));
CREATE UNIQUE INDEX tokens_user_code ON tokens (code_hash) WHERE ((purpose = 'one-time-token'::text) AND (code_hash IS NOT NULL));
CREATE INDEX tokens_user_id ON tokens (user_id, purpose) WHERE (user_id IS NOT NULL);

CREATE TABLE users (
  id uuid DEFAULT uuid_by_time() NOT NULL,
  collection text NOT NULL,
  email text NOT NULL,
  email_verified_at timestamptz,
  password_hash text,
  session_epoch integer DEFAULT 0 NOT NULL,
  disabled_at timestamptz,
  created_at timestamptz DEFAULT now() NOT NULL,
  tokens_void_until timestamptz,
  locale text,
  CONSTRAINT users_collection_email_key UNIQUE (collection, email),
  CONSTRAINT users_pkey PRIMARY KEY (id)
) WITH (fillfactor=90);
CREATE TRIGGER queue_logouts AFTER UPDATE OF session_epoch ON users FOR EACH ROW WHEN ((new.session_epoch <> old.session_epoch)) EXECUTE FUNCTION queue_logouts_of_account();
CREATE TRIGGER queue_logouts_of_deleted BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION queue_logouts_of_account();
CREATE TRIGGER refuse_reserved_address AFTER INSERT OR UPDATE OF email ON users FOR EACH ROW EXECUTE FUNCTION refuse_reserved_address();

CREATE OR REPLACE FUNCTION count_guess()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          UPDATE guess_totals SET n = n - 1
          WHERE budget = OLD.budget AND at = date_bin('10 minutes', OLD.at, to_timestamp(0));
        ELSE
          INSERT INTO guess_totals VALUES (NEW.budget, date_bin('10 minutes', NEW.at, to_timestamp(0)), 1)
          ON CONFLICT (budget, at) DO UPDATE SET n = guess_totals.n + 1;
        END IF;
        RETURN NULL;
      END
      $function$;

CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO'
 SET "IntervalStyle" TO 'postgres'
 SET lock_timeout TO '2s'
 SET search_path TO 'watchword', 'pg_temp'
AS $function$
DECLARE
  starts timestamptz;
  ends timestamptz;
  name text;
  old record;
  grantee text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('watchword:audit-months', 0));
  FOR starts IN
    SELECT date_trunc('month', now()) + n * interval '1 month' FROM generate_series(0, 1) AS n
  LOOP
    ends := starts + interval '1 month';
    name := 'audit_events_' || to_char(starts, 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    PERFORM set_config('lock_timeout', '50ms', true);
    LOCK TABLE audit_events IN SHARE ROW EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING ALL)', name);
    FOR grantee IN
      SELECT DISTINCT coalesce(quote_ident(rolname), 'PUBLIC')
      FROM pg_class CROSS JOIN aclexplode(relacl) AS given LEFT JOIN pg_roles ON pg_roles.oid = given.grantee
      WHERE pg_class.oid = to_regclass(name) AND given.grantee <> relowner
    LOOP
      EXECUTE format('REVOKE ALL ON %I FROM %s', name, grantee);
    END LOOP;
    IF EXISTS (SELECT FROM audit_events_other WHERE at >= starts AND at < ends) THEN
      ALTER TABLE audit_events_other DISABLE TRIGGER USER;
      EXECUTE format(
        'WITH moved AS (DELETE FROM audit_events_other WHERE at >= $1 AND at < $2 RETURNING *)
         INSERT INTO %I SELECT * FROM moved', name) USING starts, ends;
      ALTER TABLE audit_events_other ENABLE TRIGGER USER;
    END IF;
    EXECUTE format(
      'ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, starts, ends);
    EXECUTE format(
      'CREATE TRIGGER whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
      name);
  END LOOP;
  PERFORM set_config('lock_timeout', '50ms', true);
  FOR old IN
    SELECT inhrelid::regclass AS name,
      to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
    FROM pg_inherits
    WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
  LOOP
    IF old.ends < now() - greatest(
      keep_audit_partitions.keep, (SELECT audit_retention.keep FROM audit_retention), interval '30 days') THEN
      EXECUTE format('DROP TABLE %s', old.name);
    END IF;
  END LOOP;
EXCEPTION WHEN lock_not_available THEN
  RAISE LOG 'audit_events is in use: its months are looked after in a minute';
END
$function$;

CREATE OR REPLACE FUNCTION queue_logout_of_session()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        INSERT INTO logouts (app, collection, user_id, session_id)
        SELECT OLD.audience, users.collection, users.id, OLD.id FROM users
        WHERE users.id = OLD.user_id AND users.session_epoch = OLD.epoch;
        RETURN NULL;
      END
      $function$;

CREATE OR REPLACE FUNCTION queue_logouts_of_account()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        INSERT INTO logouts (app, collection, user_id, session_id)
        SELECT audience, OLD.collection, user_id, id FROM sessions
        WHERE user_id = OLD.id AND epoch = OLD.session_epoch AND audience IS NOT NULL;
        RETURN OLD;
      END
      $function$;

CREATE OR REPLACE FUNCTION refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'audit_events is append-only' USING ERRCODE = 'insufficient_privilege';
END
$function$;

CREATE OR REPLACE FUNCTION refuse_reserved_address()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (
    SELECT FROM reserved_addresses AS reserved
    WHERE reserved.collection = NEW.collection AND reserved.email = NEW.email
      AND reserved.user_id <> NEW.id AND reserved.reserved_until > now()
  ) THEN
    RAISE unique_violation USING MESSAGE = 'the address is reserved', CONSTRAINT = 'users_reserved_address';
  END IF;
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION uuid_by_time()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
  substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
), 52, 1), 53, 1), 'hex')::uuid
$function$;
