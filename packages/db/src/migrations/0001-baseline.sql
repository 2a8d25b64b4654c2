-- Everything that Watchword keeps. Ids that are nobody's secret grow with time, so that new rows share
-- pages of their indexes. An update that touches no indexed column, on a page with room, writes no index
-- (a HOT update), so what changes often isn't indexed itself, and pages of such tables are left with room.

CREATE FUNCTION uuid_by_time() RETURNS uuid LANGUAGE sql PARALLEL SAFE AS $$
SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
  substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Accounts

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT uuid_by_time(),
  collection text NOT NULL,
  email text NOT NULL,
  email_verified_at timestamptz,
  password_hash text,
  session_epoch integer NOT NULL DEFAULT 0,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  tokens_void_until timestamptz,
  locale text,
  UNIQUE (collection, email)
) WITH (fillfactor = 90);

CREATE TABLE reserved_addresses (
  collection text NOT NULL,
  email text NOT NULL,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  reserved_until timestamptz NOT NULL,
  PRIMARY KEY (collection, email)
);
CREATE INDEX reserved_addresses_until ON reserved_addresses (reserved_until);
CREATE INDEX reserved_addresses_user_id ON reserved_addresses (user_id);

-- After the row is in, when the statement has waited for whoever gave the address up: a check before
-- would miss a reservation that commits in between.
CREATE FUNCTION refuse_reserved_address() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$;
CREATE TRIGGER refuse_reserved_address AFTER INSERT OR UPDATE OF email ON users
FOR EACH ROW EXECUTE FUNCTION refuse_reserved_address();

-- Sessions are found by the day on which they end, which changes less often than the moment.
CREATE TABLE sessions (
  id uuid PRIMARY KEY DEFAULT uuid_by_time(),
  secret_hash bytea NOT NULL UNIQUE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  epoch integer NOT NULL,
  audience text,
  user_agent text,
  ip text,
  place text,
  created_at timestamptz NOT NULL DEFAULT now(),
  authenticated_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  absolute_expires_at timestamptz NOT NULL,
  parent_id uuid REFERENCES sessions ON DELETE CASCADE,
  token_id uuid,
  expires_on date GENERATED ALWAYS AS ((expires_at AT TIME ZONE 'UTC')::date) STORED
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX sessions_expires_on ON sessions (expires_on);
CREATE INDEX sessions_parent_id ON sessions (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX sessions_user_id ON sessions (user_id);

-- Credentials that work once

CREATE TABLE tokens (
  id uuid PRIMARY KEY,
  purpose text NOT NULL,
  collection text NOT NULL,
  email text,
  user_id uuid REFERENCES users ON DELETE CASCADE,
  code_hash bytea,
  code_length smallint,
  code_expires_at timestamptz,
  attempts smallint NOT NULL DEFAULT 0,
  max_attempts smallint,
  token_hash bytea UNIQUE,
  token_expires_at timestamptz,
  sealed bytea,
  mails_requested smallint NOT NULL DEFAULT 0,
  last_mail_at timestamptz,
  consumed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  over_at timestamptz GENERATED ALWAYS AS (greatest(code_expires_at, token_expires_at)) STORED,
  session_id uuid REFERENCES sessions ON DELETE CASCADE,
  audience text,
  code_challenge text,
  address_key bytea,
  device_budget bytea,
  mail_bucket bytea,
  mailbox_bucket bytea,
  device_mail_bucket bytea,
  CONSTRAINT tokens_code_expires CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
  CONSTRAINT tokens_code_has_attempts CHECK ((code_hash IS NULL) = (max_attempts IS NULL)),
  CONSTRAINT tokens_token_expires CHECK ((token_hash IS NULL) = (token_expires_at IS NULL)),
  CONSTRAINT tokens_code_or_token CHECK (code_hash IS NOT NULL OR token_hash IS NOT NULL),
  CONSTRAINT tokens_email_or_user CHECK (email IS NOT NULL OR user_id IS NOT NULL),
  CONSTRAINT tokens_attempts_bounded CHECK (attempts <= max_attempts),
  CONSTRAINT tokens_audience_has_challenge CHECK (audience IS NULL OR code_challenge IS NOT NULL)
) WITH (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX tokens_email ON tokens (collection, email) WHERE email IS NOT NULL;
CREATE INDEX tokens_over_at ON tokens (over_at);
CREATE INDEX tokens_session_id ON tokens (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX tokens_user_id ON tokens (user_id, purpose) WHERE user_id IS NOT NULL;

-- A budget is a number of slots. A guess must hold one before it is judged, and a failed guess sits in
-- its slot for 24 hours. While a guess is in flight its slot is held by an advisory lock, so a right one
-- writes nothing and waits for nobody; whether the slot is free is read after the lock is held, by a
-- statement of its own, which is what the function is there for. So at no moment do failures of the last
-- 24 hours and guesses in flight outnumber the slots, however many processes guess at once. It may find
-- no free slot a little early: it looks at so many and no more. A taken slot is passed by before it is
-- locked, so that a spent budget holds few locks.
CREATE TABLE spent_guesses (
  budget bytea NOT NULL,
  slot integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (budget, slot)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX spent_guesses_at ON spent_guesses (at);

-- How many guesses failed in a length's budget, counted by spans of ten minutes as they come and go: each
-- code that is asked for wants to know, and would count thousands of rows in a deployment where thousands
-- mistype a code a day. It decides how long codes are; what is judged, the slots decide.
CREATE TABLE guess_totals (
  budget bytea NOT NULL,
  at timestamptz NOT NULL,
  n integer NOT NULL,
  PRIMARY KEY (budget, at)
) WITH (fillfactor = 50);

CREATE FUNCTION count_guess() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE guess_totals SET n = n - 1
    WHERE budget = OLD.budget AND at = date_bin('10 minutes', OLD.at, to_timestamp(0));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO guess_totals VALUES (NEW.budget, date_bin('10 minutes', NEW.at, to_timestamp(0)), 1)
    ON CONFLICT (budget, at) DO UPDATE SET n = guess_totals.n + 1;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER count_guess AFTER INSERT OR UPDATE ON spent_guesses FOR EACH ROW
WHEN (substring(NEW.budget FROM 1 FOR 12) = 'code-length:') EXECUTE FUNCTION count_guess();
-- Older ones go with the clean-up, and count no more.
CREATE TRIGGER uncount_guess AFTER DELETE ON spent_guesses FOR EACH ROW
WHEN (substring(OLD.budget FROM 1 FOR 12) = 'code-length:' AND OLD.at > now() - interval '24 hours')
EXECUTE FUNCTION count_guess();

-- The key of hashes that addresses are found by, sealed.
CREATE TABLE index_key (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  sealed bytea NOT NULL
);

-- A bucket holds so many and gets one back every so often. One number says all of it: when it will be
-- full again (the generic cell rate algorithm, ITU-T I.371). Buckets are found by the ten minutes in
-- which that is.
CREATE TABLE buckets (
  bucket bytea PRIMARY KEY,
  full_at timestamptz NOT NULL,
  full_in timestamptz GENERATED ALWAYS AS (date_bin('10 minutes', full_at, to_timestamp(0))) STORED
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX buckets_full_in ON buckets (full_in);

-- Mails. A mail's row is its place in the queue: `run_at` says when it is due, or until when it is leased
-- to the mailer that claimed it under `lease`. It keeps the bucket that it was taken from, which it is
-- given back to once its token is redeemed.
--
-- Mails take turns between the networks that ask for them, and then between the domains that they go to:
-- `turn` says how many of the same network and domain were queued when a mail came, and those with fewer go
-- first. Mails of known devices have priority 0, others that somebody waits for 1, notices 10.

CREATE TABLE mails (
  id uuid PRIMARY KEY DEFAULT uuid_by_time(),
  kind text NOT NULL,
  token_id uuid REFERENCES tokens ON DELETE CASCADE,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN (
    'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
    'failed', 'expired', 'skipped', 'capped'
  )),
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  user_id uuid REFERENCES users ON DELETE CASCADE,
  sealed bytea,
  rendition bytea,
  expires_at timestamptz,
  tries smallint NOT NULL DEFAULT 0,
  reason text,
  provider text,
  provider_id text,
  event_at timestamptz,
  resent_as uuid REFERENCES mails ON DELETE SET NULL,
  locale text,
  taken_from bytea,
  if_known boolean NOT NULL DEFAULT false,
  repeats integer NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  priority smallint NOT NULL DEFAULT 1,
  lease uuid,
  network_key bytea,
  domain_key bytea,
  turn integer NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX mails_due ON mails (priority, turn, run_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mails_failed ON mails (settled_at) WHERE state = 'failed';
CREATE INDEX mails_failed_sealed ON mails (created_at) WHERE state = 'failed' AND sealed IS NOT NULL;
CREATE INDEX mails_of_domain ON mails (domain_key) WHERE state = 'queued' AND domain_key IS NOT NULL;
CREATE INDEX mails_of_network ON mails (network_key) WHERE state = 'queued' AND network_key IS NOT NULL;
CREATE INDEX mails_provider_id ON mails (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX mails_resent_as ON mails (resent_as) WHERE resent_as IS NOT NULL;
CREATE INDEX mails_settled ON mails (settled_at) INCLUDE (kind, state) WHERE settled_at IS NOT NULL;
CREATE INDEX mails_token_id ON mails (token_id, created_at DESC);
CREATE INDEX mails_unsettled ON mails (run_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mails_user_id ON mails (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE suppressed_addresses (
  email text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('bounce', 'complaint')),
  suppressed_at timestamptz NOT NULL DEFAULT now(),
  suppressed_until timestamptz NOT NULL,
  PRIMARY KEY (email, reason)
);
CREATE INDEX suppressed_addresses_at ON suppressed_addresses (suppressed_at);
CREATE INDEX suppressed_addresses_until ON suppressed_addresses (suppressed_until);

CREATE TABLE mail_slots (
  number integer PRIMARY KEY,
  used_at timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX mail_slots_used_at ON mail_slots (used_at);

-- What happened, append-only and by month. Triggers refuse every change, also to the tables' owner; a
-- month goes whole, by a function that drops none younger than 30 days.

CREATE TABLE audit_events (
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  event text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('granted', 'refused', 'failed')),
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
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_events_address ON audit_events (address_key, at);
CREATE INDEX audit_events_event ON audit_events (event, at);
CREATE INDEX audit_events_outcome ON audit_events (outcome, at) WHERE outcome <> 'granted';
CREATE INDEX audit_events_reason ON audit_events (reason, at) WHERE reason IS NOT NULL;
CREATE INDEX audit_events_request ON audit_events (request_id, at) WHERE request_id IS NOT NULL;
CREATE INDEX audit_events_user ON audit_events (user_id, at);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_events is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_whole BEFORE TRUNCATE ON audit_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- What no month has a place for: a clock far off, or a month whose table wasn't made in time.
CREATE TABLE audit_events_other PARTITION OF audit_events DEFAULT;
CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_other
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- One row: how long the record is kept. Who owns it decides: the serving role asks for months to be
-- dropped, and could ask for too many.
CREATE TABLE audit_retention (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  keep interval NOT NULL CHECK (keep >= interval '30 days')
);
INSERT INTO audit_retention (keep) VALUES (interval '400 days');

-- Makes this month's table and the next one's, and drops those that are over. The record's tables belong
-- to who migrates, and its months are kept by who serves: so it runs as its owner.
--
-- Months are counted in UTC whatever the caller's settings, and made by one caller at a time. A month whose
-- rows came before its table takes them over from the table for what no month has a place for. A new month
-- is nobody's but the owner's, whatever the database's default privileges give to others: it is reached
-- through `audit_events`.
--
-- While a lock on the record is waited for, everybody who comes after it waits too, and somebody may read
-- the record for hours: a dump does. So what needs one has it at once, or tries again a minute later.
CREATE FUNCTION keep_audit_partitions(keep interval) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s'
SET search_path FROM CURRENT AS $$
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
$$;

-- What the worker has counted so far, in spans of ten minutes: an overview reads it and, of the record
-- itself, the newest minutes. It can be counted anew at any time.
CREATE TABLE event_totals (
  at timestamptz NOT NULL,
  event text NOT NULL,
  outcome text NOT NULL,
  reason text NOT NULL,
  age_step smallint NOT NULL,
  n integer NOT NULL,
  PRIMARY KEY (at, event, outcome, reason, age_step)
);

-- An account is told of one kind of event only so often.
CREATE TABLE notices_told (
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  told integer NOT NULL DEFAULT 0,
  summary uuid,
  PRIMARY KEY (user_id, kind)
) WITH (fillfactor = 80);

-- Chores and alerts

CREATE TABLE chores (
  name text PRIMARY KEY,
  done_until timestamptz NOT NULL
);
INSERT INTO chores (name, done_until) VALUES ('unseal', '-infinity'), ('clean-up', '-infinity');

CREATE TABLE alerts (
  key text PRIMARY KEY,
  type text NOT NULL,
  data jsonb NOT NULL,
  raised_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- Claimed as mails are.
CREATE TABLE alert_messages (
  id uuid PRIMARY KEY DEFAULT uuid_by_time(),
  type text NOT NULL,
  data jsonb NOT NULL,
  tries smallint NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  lease uuid,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX alert_messages_run_at ON alert_messages (run_at);

-- Who serves, besides the tables' owner.
CREATE TABLE serving_roles (name name PRIMARY KEY);

-- The SQL functions of each release, in a schema of their own, and when a process used them last.
CREATE TABLE function_sets (
  schema name PRIMARY KEY,
  installed_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz NOT NULL DEFAULT now()
);
