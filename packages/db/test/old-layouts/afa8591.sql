-- Made by running the migrations of commit afa8591 on an empty database and using that release:
-- what the migrations executed, then the rows that were there. Times are relative to when this is run.
-- {"secret":"a secret of more than thirty-two bytes for tests","adaId":"01a224ee-380a-7604-8747-f3666718c443","adaSession":"bxypNwXQslaAz9sx6NYvn-vwNRAB1wVLSaEg4eyY_CY","adaPassword":"correct horse battery staple","bobSession":"bTj10uMj7JUzOw-lwPhueoqOGBcMay15NlZDS-bNhkY","oneTimeToken":"u6TrPYgeve30j90iUoY9IsY8P1TVg8wB3sB63rW6vDU","resetToken":"qXNCcQ-oxo7fI2V9R0NI_2Wvv5sIipP6ZibvM4OHkKE","carol":{"otpId":"31f7e46e-d5d6-4bb3-8d9b-fe5137c73de8","code":"609607","token":"ypnhGAfH-bA2btovnugE1d_QdIDl5cetOpTV_eIfOPs"},"dave":{"otpId":"e865007b-742e-4f10-904e-a055eaf59140","code":"853906","token":"WdD7LRCg9tnRpVSkiw0OFgANIk10XKnWzXI3FWb0xjY"},"alerts":1,"waiting":7}

create table if not exists "public"."kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
create table if not exists "public"."kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
insert into "public"."kysely_migration_lock" ("id", "is_locked") values ('migration_lock', '0');
CREATE TABLE users (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      collection text NOT NULL,
      email text NOT NULL,
      email_verified_at timestamptz,
      password_hash text,
      session_epoch integer NOT NULL DEFAULT 0,
      disabled_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (collection, email)
    );
CREATE TABLE sessions (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
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
      absolute_expires_at timestamptz NOT NULL
    );
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);
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
      CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
      CHECK ((code_hash IS NULL) = (max_attempts IS NULL)),
      CHECK ((token_hash IS NULL) = (token_expires_at IS NULL)),
      CHECK (code_hash IS NOT NULL OR token_hash IS NOT NULL),
      CHECK (email IS NOT NULL OR user_id IS NOT NULL),
      CHECK (attempts <= max_attempts)
    );
CREATE INDEX tokens_user_id ON tokens (user_id, purpose) WHERE user_id IS NOT NULL;
CREATE INDEX tokens_over_at ON tokens (over_at);
CREATE INDEX tokens_sealed ON tokens (over_at) WHERE sealed IS NOT NULL;
CREATE TABLE mails (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      kind text NOT NULL,
      token_id uuid REFERENCES tokens ON DELETE CASCADE,
      state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'skipped', 'failed')),
      created_at timestamptz NOT NULL DEFAULT now(),
      settled_at timestamptz
    );
CREATE INDEX mails_token_id ON mails (token_id, created_at DESC);
CREATE INDEX mails_queued ON mails (created_at) WHERE state = 'queued';
insert into "public"."kysely_migration" ("name", "timestamp") values ('0001-sign-in', '2026-11-29T01:32:00.882Z');
ALTER TABLE users ADD COLUMN tokens_void_until timestamptz;
ALTER TABLE mails
      ADD COLUMN user_id uuid REFERENCES users ON DELETE CASCADE,
      ADD COLUMN sealed bytea;
CREATE INDEX mails_user_id ON mails (user_id) WHERE user_id IS NOT NULL;
CREATE TABLE known_devices (
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      name text NOT NULL,
      first_seen_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, name)
    );
CREATE TABLE reserved_addresses (
      collection text NOT NULL,
      email text NOT NULL,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      reserved_until timestamptz NOT NULL,
      PRIMARY KEY (collection, email)
    );
CREATE INDEX reserved_addresses_user_id ON reserved_addresses (user_id);
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
    END $$;
CREATE TRIGGER refuse_reserved_address AFTER INSERT OR UPDATE OF email ON users
    FOR EACH ROW EXECUTE FUNCTION refuse_reserved_address();
insert into "public"."kysely_migration" ("name", "timestamp") values ('0002-accounts', '2026-11-29T01:32:00.896Z');
ALTER TABLE sessions ADD COLUMN parent_id uuid REFERENCES sessions ON DELETE CASCADE;
CREATE INDEX sessions_parent_id ON sessions (parent_id) WHERE parent_id IS NOT NULL;
ALTER TABLE tokens
      ADD COLUMN session_id uuid REFERENCES sessions ON DELETE CASCADE,
      ADD COLUMN audience text,
      ADD COLUMN code_challenge text,
      ADD CHECK (audience IS NULL OR code_challenge IS NOT NULL);
CREATE INDEX tokens_email ON tokens (collection, email) WHERE email IS NOT NULL;
CREATE INDEX tokens_session_id ON tokens (session_id) WHERE session_id IS NOT NULL;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0003-one-time-tokens', '2026-11-29T01:32:00.903Z');
ALTER TABLE mails
      DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'failed', 'expired', 'skipped'
      )),
      ADD COLUMN rendition bytea,
      ADD COLUMN expires_at timestamptz,
      ADD COLUMN tries smallint NOT NULL DEFAULT 0,
      ADD COLUMN reason text,
      ADD COLUMN provider text,
      ADD COLUMN provider_id text,
      ADD COLUMN event_at timestamptz,
      ADD COLUMN resent_as uuid REFERENCES mails ON DELETE SET NULL;
DROP INDEX mails_queued;
CREATE INDEX mails_unsettled ON mails (created_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mails_failed ON mails (settled_at) WHERE state = 'failed';
CREATE INDEX mails_provider_id ON mails (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX mails_resent_as ON mails (resent_as) WHERE resent_as IS NOT NULL;
CREATE TABLE suppressed_addresses (
      email text NOT NULL,
      reason text NOT NULL CHECK (reason IN ('bounce', 'complaint')),
      suppressed_at timestamptz NOT NULL DEFAULT now(),
      suppressed_until timestamptz NOT NULL,
      PRIMARY KEY (email, reason)
    );
CREATE TABLE mail_slots (
      number integer PRIMARY KEY,
      used_at timestamptz NOT NULL DEFAULT '-infinity'
    );
CREATE INDEX mail_slots_used_at ON mail_slots (used_at);
insert into "public"."kysely_migration" ("name", "timestamp") values ('0004-mail-delivery', '2026-11-29T01:32:00.919Z');
ALTER TABLE users ADD COLUMN locale text;
ALTER TABLE mails ADD COLUMN locale text;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0005-locale', '2026-11-29T01:32:00.922Z');
CREATE TABLE spent_guesses (
      budget bytea NOT NULL,
      slot integer NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (budget, slot)
    );
CREATE INDEX spent_guesses_at ON spent_guesses (at);
CREATE FUNCTION reserve_slots(wanted bytea, slots integer, n integer) RETURNS integer[]
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      held integer[] := '{}';
      candidate integer;
    BEGIN
      IF wanted IS NULL THEN
        RETURN held;
      END IF;
      FOR candidate IN
        SELECT 1 + floor(random() * slots)::integer FROM generate_series(1, 64)
        UNION ALL
        SELECT * FROM (
          SELECT free.slot FROM generate_series(1, CASE WHEN slots <= 1000 THEN slots ELSE 0 END) AS free (slot)
          WHERE NOT EXISTS (
            SELECT FROM spent_guesses
            WHERE budget = wanted AND spent_guesses.slot = free.slot AND at > now() - interval '24 hours'
          )
          ORDER BY random()
        ) AS shuffled
      LOOP
        EXIT WHEN cardinality(held) = n;
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(
          hashtextextended('watchword:guess:' || encode(wanted, 'hex') || ':' || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
      END LOOP;
      RETURN CASE WHEN cardinality(held) = n THEN held END;
    END
    $$;
ALTER TABLE tokens ADD COLUMN budget bytea, ADD COLUMN device_budget bytea;
CREATE TABLE index_key (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      sealed bytea NOT NULL
    );
insert into "public"."kysely_migration" ("name", "timestamp") values ('0006-guess-budget', '2026-11-29T01:32:00.930Z');
CREATE TABLE buckets (bucket bytea PRIMARY KEY, full_at timestamptz NOT NULL);
CREATE INDEX buckets_full_at ON buckets (full_at);
ALTER TABLE tokens ADD COLUMN mail_bucket bytea;
ALTER TABLE mails
      DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'failed', 'expired', 'skipped', 'capped'
      ));
insert into "public"."kysely_migration" ("name", "timestamp") values ('0007-buckets', '2026-11-29T01:32:00.936Z');
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
      PRIMARY KEY (at, id)
    ) PARTITION BY RANGE (at);
CREATE INDEX audit_events_address ON audit_events (address_key, at);
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
CREATE FUNCTION keep_audit_partitions(keep interval) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      month date;
      old record;
    BEGIN
      FOR month IN
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month'
        FROM generate_series(0, 1) AS n
      LOOP
        IF to_regclass(format('audit_events_%s', to_char(month, 'YYYY_MM'))) IS NULL THEN
          EXECUTE format(
            'CREATE TABLE audit_events_%s PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)',
            to_char(month, 'YYYY_MM'), month::timestamp AT TIME ZONE 'UTC',
            (month + interval '1 month') AT TIME ZONE 'UTC');
          EXECUTE format(
            'CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_%s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
            to_char(month, 'YYYY_MM'));
        END IF;
      END LOOP;
      FOR old IN
        SELECT inhrelid::regclass AS name,
          to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
        FROM pg_inherits
        WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
      LOOP
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    END
    $$;
CREATE TABLE audit_events_other PARTITION OF audit_events DEFAULT;
CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_other
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
SELECT keep_audit_partitions(interval '10 years');
insert into "public"."kysely_migration" ("name", "timestamp") values ('0008-audit', '2026-11-29T01:32:00.963Z');
CREATE TABLE alerts (
      key text PRIMARY KEY,
      type text NOT NULL,
      data jsonb NOT NULL,
      raised_at timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz NOT NULL DEFAULT now()
    );
CREATE INDEX mails_settled ON mails (settled_at) WHERE settled_at IS NOT NULL;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0009-alerts', '2026-11-29T01:32:00.969Z');
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SECURITY DEFINER SET search_path = %I, pg_temp',
        current_schema());
    END $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0010-audit-owner', '2026-11-29T01:32:00.971Z');
ALTER TABLE audit_events ADD COLUMN actor_id uuid, ADD COLUMN token_age_ms integer;
CREATE INDEX audit_events_event ON audit_events (event, at);
CREATE INDEX audit_events_reason ON audit_events (reason, at) WHERE reason IS NOT NULL;
CREATE INDEX audit_events_outcome ON audit_events (outcome, at) WHERE outcome <> 'granted';
CREATE INDEX audit_events_request ON audit_events (request_id, at) WHERE request_id IS NOT NULL;
CREATE TABLE event_totals (
      at timestamptz NOT NULL,
      event text NOT NULL,
      outcome text NOT NULL,
      reason text NOT NULL,
      age_step smallint NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (at, event, outcome, reason, age_step)
    );
insert into "public"."kysely_migration" ("name", "timestamp") values ('0011-operator', '2026-11-29T01:32:00.985Z');
CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
    DECLARE
      starts timestamptz;
      ends timestamptz;
      name text;
      old record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('watchword:audit-months', 0));
      FOR starts IN
        SELECT date_trunc('month', now()) + n * interval '1 month' FROM generate_series(0, 1) AS n
      LOOP
        ends := starts + interval '1 month';
        name := 'audit_events_' || to_char(starts, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        LOCK TABLE audit_events IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING ALL)', name);
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
      FOR old IN
        SELECT inhrelid::regclass AS name,
          to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
        FROM pg_inherits
        WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
      LOOP
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    END
    $$;
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SET search_path = %I, pg_temp', current_schema());
    END $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0012-audit-months', '2026-11-29T01:32:00.989Z');
CREATE FUNCTION uuid_by_time() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
      SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
      ), 52, 1), 53, 1), 'hex')::uuid
    $$;
ALTER TABLE "users" ALTER id SET DEFAULT uuid_by_time();
ALTER TABLE "sessions" ALTER id SET DEFAULT uuid_by_time();
ALTER TABLE "mails" ALTER id SET DEFAULT uuid_by_time();
DROP INDEX sessions_expires_at;
ALTER TABLE sessions ADD COLUMN expires_on date
    GENERATED ALWAYS AS ((expires_at AT TIME ZONE 'UTC')::date) STORED;
CREATE INDEX sessions_expires_on ON sessions (expires_on);
DROP INDEX buckets_full_at;
ALTER TABLE buckets ADD COLUMN full_in timestamptz
    GENERATED ALWAYS AS (date_bin('10 minutes', full_at, to_timestamp(0))) STORED;
CREATE INDEX buckets_full_in ON buckets (full_in);
DROP INDEX tokens_sealed;
CREATE TABLE chores (name text PRIMARY KEY, done_until timestamptz NOT NULL);
INSERT INTO chores VALUES ('unseal', '-infinity');
ALTER TABLE users SET (fillfactor = 90);
ALTER TABLE sessions SET (fillfactor = 90);
ALTER TABLE tokens SET (fillfactor = 75);
ALTER TABLE buckets SET (fillfactor = 70);
ALTER TABLE "sessions" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "tokens" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "mails" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "buckets" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "spent_guesses" SET (autovacuum_vacuum_scale_factor = 0.05);
DROP INDEX mails_settled;
CREATE INDEX mails_settled ON mails (settled_at) INCLUDE (kind, state) WHERE settled_at IS NOT NULL;
CREATE INDEX mails_failed_sealed ON mails (created_at) WHERE state = 'failed' AND sealed IS NOT NULL;
CREATE INDEX suppressed_addresses_until ON suppressed_addresses (suppressed_until);
CREATE INDEX suppressed_addresses_at ON suppressed_addresses (suppressed_at);
CREATE INDEX reserved_addresses_until ON reserved_addresses (reserved_until);
insert into "public"."kysely_migration" ("name", "timestamp") values ('0013-growth', '2026-11-29T01:32:01.019Z');
CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
    DECLARE
      starts timestamptz;
      ends timestamptz;
      name text;
      old record;
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
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    EXCEPTION WHEN lock_not_available THEN
      RAISE LOG 'audit_events is in use: its months are looked after in a minute';
    END
    $$;
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SET search_path = %I, pg_temp', current_schema());
    END $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0014-audit-locks', '2026-11-29T01:32:01.023Z');
CREATE OR REPLACE FUNCTION reserve_slots(wanted bytea, slots integer, n integer) RETURNS integer[]
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      held integer[] := '{}';
      name text := 'watchword:guess:' || encode(wanted, 'hex') || ':';
      candidate integer;
    BEGIN
      IF wanted IS NULL THEN
        RETURN held;
      END IF;
      FOR attempt IN 1..64 LOOP
        candidate := 1 + floor(random() * slots)::integer;
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(name || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
        IF cardinality(held) = n THEN
          RETURN held;
        END IF;
      END LOOP;
      FOR candidate IN
        SELECT free.slot FROM generate_series(1, CASE WHEN slots <= 1000 THEN slots ELSE 0 END) AS free (slot)
        WHERE NOT EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND spent_guesses.slot = free.slot AND at > now() - interval '24 hours'
        )
        ORDER BY random()
      LOOP
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(name || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
        IF cardinality(held) = n THEN
          RETURN held;
        END IF;
      END LOOP;
      RETURN NULL;
    END
    $$;
CREATE FUNCTION reserve_guess(
      n integer, address bytea, per_address integer, device bytea, per_device integer,
      client bytea, per_client integer, length bytea, per_length integer,
      OUT admitted boolean, OUT budgets bytea[], OUT slots integer[]
    ) LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      guesser bytea := address;
      of_guesser integer[] := reserve_slots(address, per_address, n);
      of_client integer[];
      of_length integer[];
    BEGIN
      IF of_guesser IS NULL AND device IS NOT NULL THEN
        guesser := device;
        of_guesser := reserve_slots(device, per_device, n);
      END IF;
      of_client := reserve_slots(client, per_client, n);
      of_length := reserve_slots(length, per_length, n);
      admitted := of_guesser IS NOT NULL AND of_client IS NOT NULL AND of_length IS NOT NULL;
      IF admitted THEN
        slots := of_guesser || of_client || of_length;
        budgets := array_fill(guesser, ARRAY[cardinality(of_guesser)])
          || array_fill(client, ARRAY[cardinality(of_client)])
          || array_fill(length, ARRAY[cardinality(of_length)]);
      END IF;
    END
    $$;
CREATE FUNCTION queue_notice(
      mail uuid, kind text, account uuid, sealed bytea, locale text, task text, priority integer
    ) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      INSERT INTO mails (id, kind, user_id, sealed, locale)
      VALUES ($1, $2, $3, $4, $5);
      INSERT INTO audit_events (event, outcome, user_id) VALUES ('mail.queued', 'granted', account);
      PERFORM graphile_worker.add_job(
        task, json_build_object('mailId', mail), job_key := mail::text,
        priority := queue_notice.priority, flags := ARRAY['notice']
      );
    END
    $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0015-slots', '2026-11-29T01:32:01.026Z');
CREATE TABLE guess_totals (
      budget bytea NOT NULL,
      at timestamptz NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (budget, at)
    ) WITH (fillfactor = 50);
INSERT INTO guess_totals
    SELECT budget, date_bin('10 minutes', at, to_timestamp(0)), count(*) FROM spent_guesses
    WHERE substring(budget FROM 1 FOR 12) = 'code-length:' GROUP BY 1, 2;
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
CREATE TRIGGER uncount_guess AFTER DELETE ON spent_guesses FOR EACH ROW
    WHEN (substring(OLD.budget FROM 1 FOR 12) = 'code-length:' AND OLD.at > now() - interval '24 hours')
    EXECUTE FUNCTION count_guess();
insert into "public"."kysely_migration" ("name", "timestamp") values ('0016-guess-totals', '2026-11-29T01:32:01.035Z');
CREATE TABLE audit_retention (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      keep interval NOT NULL CHECK (keep >= interval '30 days')
    );
INSERT INTO audit_retention (keep) VALUES (interval '400 days');
CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
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
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SET search_path = %I, pg_temp', current_schema());
    END $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0018-audit-retention', '2026-11-29T01:32:01.042Z');
ALTER TABLE tokens ADD COLUMN mailbox_bucket bytea, ADD COLUMN device_mail_bucket bytea;
ALTER TABLE mails
      ADD COLUMN taken_from bytea, ADD COLUMN if_known boolean NOT NULL DEFAULT false;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0019-mailboxes', '2026-11-29T01:32:01.045Z');
CREATE OR REPLACE FUNCTION reserve_slots(wanted bytea, slots integer, n integer) RETURNS integer[]
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      held integer[] := '{}';
      name text := 'watchword:guess:' || encode(wanted, 'hex') || ':';
      candidate integer;
    BEGIN
      IF wanted IS NULL THEN
        RETURN held;
      END IF;
      FOR attempt IN 1..64 LOOP
        candidate := 1 + floor(random() * slots)::integer;
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN attempt > n AND EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(name || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
        IF cardinality(held) = n THEN
          RETURN held;
        END IF;
      END LOOP;
      FOR candidate IN
        SELECT free.slot FROM generate_series(1, CASE WHEN slots <= 1000 THEN slots ELSE 0 END) AS free (slot)
        WHERE NOT EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND spent_guesses.slot = free.slot AND at > now() - interval '24 hours'
        )
        ORDER BY random()
      LOOP
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(name || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
        IF cardinality(held) = n THEN
          RETURN held;
        END IF;
      END LOOP;
      RETURN NULL;
    END
    $$;
CREATE FUNCTION reserve_guess_in_networks(
      n integer, address bytea, per_address integer, device bytea, per_device integer,
      networks bytea[], per_network integer[], length bytea, per_length integer,
      OUT admitted boolean, OUT budgets bytea[], OUT slots integer[]
    ) LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      names bytea[] := ARRAY[address];
      held integer[] := reserve_slots(address, per_address, n);
      by_device boolean := false;
      more integer[];
      taken bytea[] := '{}';
    BEGIN
      admitted := false;
      IF held IS NULL AND device IS NOT NULL THEN
        names := ARRAY[device];
        held := reserve_slots(device, per_device, n);
        by_device := true;
      END IF;
      IF held IS NULL THEN
        RETURN;
      END IF;
      taken := array_fill(names[1], ARRAY[cardinality(held)]);
      FOR level IN 1..cardinality(networks) LOOP
        more := reserve_slots(networks[level], per_network[level], n);
        IF more IS NOT NULL THEN
          taken := taken || array_fill(networks[level], ARRAY[n]);
        ELSIF level = 1 OR device IS NULL THEN
          RETURN;
        ELSIF NOT by_device THEN
          more := reserve_slots(device, per_device, n);
          IF more IS NULL THEN
            RETURN;
          END IF;
          taken := taken || array_fill(device, ARRAY[n]);
          by_device := true;
        END IF;
        held := held || more;
      END LOOP;
      more := reserve_slots(length, per_length, n);
      IF more IS NULL THEN
        RETURN;
      END IF;
      budgets := taken || array_fill(length, ARRAY[cardinality(more)]);
      slots := held || more;
      admitted := true;
    END
    $$;
CREATE FUNCTION take_from_buckets(wanted bytea[], bursts integer[], refill_seconds float8[]) RETURNS float8
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      one interval;
      short interval;
      full_then timestamptz[] := '{}';
      full_at_now timestamptz;
    BEGIN
      FOR i IN 1..cardinality(wanted) LOOP
        SELECT full_at INTO full_at_now FROM buckets WHERE bucket = wanted[i] FOR UPDATE;
        IF NOT FOUND THEN
          INSERT INTO buckets (bucket, full_at) VALUES (wanted[i], now()) ON CONFLICT DO NOTHING;
          SELECT full_at INTO full_at_now FROM buckets WHERE bucket = wanted[i] FOR UPDATE;
        END IF;
        one := make_interval(secs => refill_seconds[i]);
        full_then := full_then || greatest(full_at_now, now()) + one;
        short := full_then[i] - now() - bursts[i] * one;
        IF short > interval '0' THEN
          RETURN extract(epoch FROM short)::float8 * 1000;
        END IF;
      END LOOP;
      FOR i IN 1..cardinality(wanted) LOOP
        UPDATE buckets SET full_at = full_then[i] WHERE bucket = wanted[i];
      END LOOP;
      RETURN 0;
    END
    $$;
ALTER TABLE mails ADD COLUMN repeats integer NOT NULL DEFAULT 0;
CREATE TABLE notices_told (
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      kind text NOT NULL,
      since timestamptz NOT NULL DEFAULT now(),
      told integer NOT NULL DEFAULT 0,
      summary uuid,
      PRIMARY KEY (user_id, kind)
    ) WITH (fillfactor = 80);
INSERT INTO notices_told (user_id, kind) SELECT DISTINCT user_id, 'new-sign-in' FROM known_devices;
CREATE FUNCTION queue_limited_notice(
      mail uuid, kind text, account uuid, sealed bytea, locale text, task text, priority integer, at_most integer
    ) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      hour_ago timestamptz := now() - interval '1 hour';
      this_hour notices_told;
      due timestamptz := now();
      stands_for integer := 0;
    BEGIN
      IF account IS NOT NULL AND at_most IS NOT NULL THEN
        INSERT INTO notices_told AS before (user_id, kind, told) VALUES (account, $2, 1)
        ON CONFLICT ON CONSTRAINT notices_told_pkey DO UPDATE SET
          since = CASE WHEN before.since > hour_ago AND before.told > 0 THEN before.since ELSE now() END,
          told = CASE WHEN before.since > hour_ago THEN before.told ELSE 0 END + 1
        RETURNING * INTO this_hour;
        IF this_hour.told > at_most + 1 THEN
          UPDATE mails SET repeats = mails.repeats + 1 WHERE id = this_hour.summary;
          RETURN;
        END IF;
        IF this_hour.told = at_most + 1 THEN
          due := this_hour.since + interval '61 minutes';
          stands_for := 1;
          UPDATE notices_told SET summary = mail WHERE user_id = account AND notices_told.kind = $2;
        END IF;
      END IF;
      INSERT INTO mails (id, kind, user_id, sealed, locale, repeats)
      VALUES ($1, $2, $3, $4, $5, stands_for);
      INSERT INTO audit_events (event, outcome, user_id) VALUES ('mail.queued', 'granted', account);
      PERFORM graphile_worker.add_job(
        task, json_build_object('mailId', mail), job_key := mail::text, run_at := due,
        priority := queue_limited_notice.priority, flags := ARRAY['notice']
      );
    END
    $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0020-networks-and-notices', '2026-11-29T01:32:01.060Z');
ALTER TABLE mails
      ADD COLUMN run_at timestamptz NOT NULL DEFAULT now(),
      ADD COLUMN priority smallint NOT NULL DEFAULT 0,
      ADD COLUMN lease uuid;
UPDATE mails SET priority = CASE WHEN token_id IS NULL THEN 10 ELSE 0 END,
      run_at = now() + CASE state WHEN 'sending' THEN interval '2 minutes' ELSE interval '0' END
    WHERE state IN ('queued', 'sending');
CREATE INDEX mails_due ON mails (priority, run_at) WHERE state IN ('queued', 'sending');
INSERT INTO chores (name, done_until) VALUES ('clean-up', '-infinity');
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
CREATE TABLE serving_roles (name name PRIMARY KEY);
INSERT INTO serving_roles SELECT rolname FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner
    WHERE nspname = 'graphile_worker' AND rolname <> current_user;
DROP FUNCTION queue_limited_notice;
CREATE FUNCTION enqueue_notice(
      mail uuid, kind text, account uuid, sealed bytea, locale text, priority integer, at_most integer
    ) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      hour_ago timestamptz := now() - interval '1 hour';
      this_hour notices_told;
      due timestamptz := now();
      stands_for integer := 0;
    BEGIN
      IF account IS NOT NULL AND at_most IS NOT NULL THEN
        INSERT INTO notices_told AS before (user_id, kind, told) VALUES (account, $2, 1)
        ON CONFLICT ON CONSTRAINT notices_told_pkey DO UPDATE SET
          since = CASE WHEN before.since > hour_ago AND before.told > 0 THEN before.since ELSE now() END,
          told = CASE WHEN before.since > hour_ago THEN before.told ELSE 0 END + 1
        RETURNING * INTO this_hour;
        IF this_hour.told > at_most + 1 THEN
          UPDATE mails SET repeats = mails.repeats + 1 WHERE id = this_hour.summary;
          RETURN;
        END IF;
        IF this_hour.told = at_most + 1 THEN
          due := this_hour.since + interval '61 minutes';
          stands_for := 1;
          UPDATE notices_told SET summary = mail WHERE user_id = account AND notices_told.kind = $2;
        END IF;
      END IF;
      INSERT INTO mails (id, kind, user_id, sealed, locale, priority, repeats, run_at)
      VALUES ($1, $2, $3, $4, $5, $6, stands_for, due);
      INSERT INTO audit_events (event, outcome, user_id) VALUES ('mail.queued', 'granted', account);
    END
    $$;
insert into "public"."kysely_migration" ("name", "timestamp") values ('0022-mail-queue', '2026-11-29T01:32:01.075Z');
SELECT keep_audit_partitions(interval '10 years');
REVOKE ALL ON FUNCTION count_guess() FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION enqueue_notice(uuid,text,uuid,bytea,text,integer,integer) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION keep_audit_partitions(interval) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION queue_notice(uuid,text,uuid,bytea,text,text,integer) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION refuse_audit_change() FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION refuse_reserved_address() FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION reserve_guess(integer,bytea,integer,bytea,integer,bytea,integer,bytea,integer) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION reserve_guess_in_networks(integer,bytea,integer,bytea,integer,bytea[],integer[],bytea,integer) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION reserve_slots(bytea,integer,integer) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION take_from_buckets(bytea[],integer[],double precision[]) FROM PUBLIC CASCADE;
REVOKE ALL ON FUNCTION uuid_by_time() FROM PUBLIC CASCADE;
DO $$ DECLARE month timestamptz; BEGIN
  FOR i IN 1..8 LOOP
    month := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - i * interval '1 month';
    EXECUTE format('CREATE TABLE audit_events_%s PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)',
      to_char(month AT TIME ZONE 'UTC', 'YYYY_MM'), month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END $$;
SET session_replication_role = replica;
DELETE FROM chores;
DELETE FROM audit_retention;
DELETE FROM guess_totals;
INSERT INTO public.users ("id", "collection", "email", "email_verified_at", "password_hash", "session_epoch", "disabled_at", "created_at", "tokens_void_until", "locale") VALUES
  ('01a224ee-380a-7604-8747-f3666718c443', 'users', 'ada@example.com', now() + interval '-2.609 s', '$argon2id$v=19$m=19456,t=2,p=1$C9pOoOJ3SCgD2qzR1YtvkA$ABxRpPPhk/nbWv8yQKfPR12Jrke7K6dFa0ecluKTgko', '1', NULL, now() + interval '-2.609 s', now() + interval '-2.347 s', NULL),
  ('01a224ee-393f-71fe-9f27-0770318aab0f', 'users', 'bob@example.com', now() + interval '-2.290 s', NULL, '0', NULL, now() + interval '-2.290 s', NULL, NULL),
  ('01a224ee-396d-738f-9cf0-26c24decd1cb', 'users', 'eva@example.com', now() + interval '-2.171 s', NULL, '1', NULL, now() + interval '-2.230 s', now() + interval '-2.142 s', NULL);
INSERT INTO public.sessions ("id", "secret_hash", "user_id", "epoch", "audience", "user_agent", "ip", "place", "created_at", "authenticated_at", "last_seen_at", "expires_at", "absolute_expires_at", "parent_id") VALUES
  ('01a224ee-3830-7327-9892-e3a94edd46f9', E'\\xe89b4e59ed8a78c7d3176fe166ac61f6c8d3117ab25ec393cac5771aceea5274', '01a224ee-380a-7604-8747-f3666718c443', '0', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.553 s', now() + interval '-2.553 s', now() + interval '-2.553 s', now() + interval '2591997.447 s', now() + interval '7775997.447 s', NULL),
  ('01a224ee-380b-743c-a464-388eb841cd9f', E'\\x1e82695ba04ab958ced689f40fa1dfd7d33fb3da199d85e80cbef8950cf8c288', '01a224ee-380a-7604-8747-f3666718c443', '1', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.614 s', now() + interval '-2.374 s', now() + interval '-2.374 s', now() + interval '2591997.626 s', now() + interval '7775997.626 s', NULL),
  ('01a224ee-393f-7e90-955e-4f18af526d14', E'\\xd27c7621e615e3e70a31a338b00af890a9ece91bc94a6318b9d7d18be1ffcdf3', '01a224ee-393f-71fe-9f27-0770318aab0f', '0', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.295 s', now() + interval '-2.295 s', now() + interval '-2.295 s', now() + interval '2591997.705 s', now() + interval '7775997.705 s', NULL),
  ('01a224ee-396d-776e-92cc-63c5785c9ad5', E'\\x63e24f5e0a17eb03d6032c4bdd9741589adbd35e7d696d49a04c666a2041ab12', '01a224ee-396d-738f-9cf0-26c24decd1cb', '1', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.235 s', now() + interval '-2.176 s', now() + interval '-2.176 s', now() + interval '2591997.824 s', now() + interval '7775997.824 s', NULL);
INSERT INTO public.tokens ("id", "purpose", "collection", "email", "user_id", "code_hash", "code_length", "code_expires_at", "attempts", "max_attempts", "token_hash", "token_expires_at", "sealed", "mails_requested", "last_mail_at", "consumed_at", "created_at", "session_id", "audience", "code_challenge", "budget", "device_budget", "mail_bucket", "mailbox_bucket", "device_mail_bucket") VALUES
  ('7f8baaac-9509-4265-a156-8f48e9e5b9e3', 'email-otp', 'users', 'ada@example.com', NULL, E'\\x565b1aaae431a3ab794697e430cbff791206fa61e09c71cd8470ae0fb67e0fda', '6', now() + interval '597.306 s', '0', '5', E'\\xb6d59f1b465be8e94a698e115504924b17aaa629d039571dafbf8ea88c6f734c', now() + interval '1197.306 s', NULL, '1', now() + interval '-2.694 s', now() + interval '-2.616 s', now() + interval '-2.694 s', NULL, NULL, NULL, E'\\x0e1624ac3766efad712c76aa3d89e799c0a03b59087dffba7568450c779ec32b', NULL, E'\\xb9db20a8b691e7b8c5af771fbcc928e127e70233dcb12751cb6d8b06dd986d97', E'\\x88657279121ab1cdaa24d0078406e32e1adaac1f5b37f6205ae504600ab6f932', NULL),
  ('a690d2f4-f0d2-49c9-96c1-9d6a9423fe4a', 'email-otp', 'users', 'ada@example.com', NULL, E'\\x28da20675b34663a822c2631128e09e9ef9fb9946aa524846cc88638673699be', '6', now() + interval '597.428 s', '0', '5', E'\\x432029cb9dc72c936480bfa7eb76c34085bd9e5f22a9b4adcd499ac869e750f1', now() + interval '1197.428 s', NULL, '1', now() + interval '-2.572 s', now() + interval '-2.556 s', now() + interval '-2.572 s', NULL, NULL, NULL, E'\\x0e1624ac3766efad712c76aa3d89e799c0a03b59087dffba7568450c779ec32b', NULL, E'\\xb9db20a8b691e7b8c5af771fbcc928e127e70233dcb12751cb6d8b06dd986d97', E'\\x88657279121ab1cdaa24d0078406e32e1adaac1f5b37f6205ae504600ab6f932', NULL),
  ('460b7cd4-e94b-4812-8d76-b64c12d81d50', 'email-otp', 'users', 'bob@example.com', NULL, E'\\x711347dae7737423832ee27bf783ddd41a1bd3138e5016c3f3b8c97045516f2f', '6', now() + interval '597.665 s', '0', '5', E'\\xf4a83030d8260c58c98fbabb19a9847945171ad217f9070b19203606f224eabb', now() + interval '1197.665 s', NULL, '1', now() + interval '-2.335 s', now() + interval '-2.297 s', now() + interval '-2.335 s', NULL, NULL, NULL, E'\\xb3faba5ce17a2ec4cb3b2e02c19e14470623bc86afcdfe766b197fc670238095', NULL, E'\\xbe5bfacf3c5ec75ad253a90dd756c0b0058d694a9a89d63e2e21febc507d67d1', E'\\x45297faffcfb202500d813193cdf03757b4b5bbcfb153018e3e77c6bf93c243b', NULL),
  ('01a224ee-394f-7fc6-8ee3-3cf66b055f07', 'one-time-token', 'users', NULL, '01a224ee-393f-71fe-9f27-0770318aab0f', NULL, NULL, NULL, '0', NULL, E'\\x1ef9082f5e7f16263c2cd8ada00737d6fa9cbb2924842f24e00158bb3824bc77', now() + interval '177.736 s', NULL, '0', NULL, NULL, now() + interval '-2.264 s', '01a224ee-393f-7e90-955e-4f18af526d14', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  ('7b858876-5e63-4c33-83be-6b1efe81496e', 'email-otp', 'users', 'eve@example.com', NULL, E'\\xc60bb05244c65ca7e531151542f817e4e704813550f6fe5a197d782f0d820f43', '6', now() + interval '597.746 s', '0', '5', E'\\xf08f101c8d8059cf4f6065090556a04bd5bc8701b96878e819d5e25956bf7a35', now() + interval '1197.746 s', NULL, '1', now() + interval '-2.254 s', now() + interval '-2.237 s', now() + interval '-2.254 s', NULL, NULL, NULL, E'\\xd6701a8872370b343ef783d7601ed93e12ca7e1644ac74f16567cc512b466dff', NULL, E'\\xf490dd640cbeef19e9bc6218ee8d62c90832bcc6950b26c5201cb46ed367b025', E'\\xa5440db43ca5fee050acd9110167118303c192344cc54d0b177548c7aa183f27', NULL),
  ('b49549a9-11ab-4dda-88e9-5de191fbbd45', 'email-change', 'users', 'eva@example.com', '01a224ee-396d-738f-9cf0-26c24decd1cb', E'\\xe1021d8c3a48cf9c301ccd0e06ad85e727ed53e9fb72abd3697c5f94f8527be5', '6', now() + interval '3597.779 s', '0', '5', E'\\xe6b8f0c117797c44355caad04a248c8510b2d922611548c410e9057c39bb5bba', now() + interval '3597.779 s', NULL, '1', now() + interval '-2.221 s', now() + interval '-2.179 s', now() + interval '-2.221 s', NULL, NULL, NULL, E'\\x4a0402de3c00f7557178b1591a03f2fb016aa0e5b49207adec17976f6311afa9', NULL, E'\\xd39d3f98711ce68a45bf16c600b63f3cb4ad954fa946bfb2c1245c149e32624c', E'\\x8c8027d34d16106302f50c4b0e8c8ca47ce8172540689d8fc13c28902ad47794', NULL),
  ('01a224ee-39a2-71b2-b70a-4c0e4cfcf0db', 'email-change-undo', 'users', 'eve@example.com', '01a224ee-396d-738f-9cf0-26c24decd1cb', NULL, NULL, NULL, '0', NULL, E'\\xead4c59a4214ec5180525c1699cc169c399690b0926b2fb44983031bb0ea72f1', now() + interval '604797.821 s', E'\\x2e3d549ad37d10f2b297d493906fb2388bd95356a6ea465627de1e97c439396f8e51f0a2025baa1eb74a5bf7aa3d7d26c98fa4e86045cbec1fed0712009c2c7f1f54277dc7f5bdebf2f7eb0f2aab0046e9d3dae5bd6470714f8162f4c9ce5a32a554240a4902b5bb21aae9305508e74b1ca7642fb07068f441c3496468c2c5309d5922d109a06252db4051ac59f06c72614be1fb6ed3c8df950c95f1909dc8b0f549b4358490768f12bdbf9db8fad090c33d983de719745ebea79333515aa734a7735a5440d1ae40541d76d05ef9b51b3223447c0a7ea6a622ae2244661e703655a87977649c81c1abfb2a40fe0b5067ac3cea5fc4108e7e23d6db31b6545e20bc6d7cf59527fefa569114b5b453158e081ab1041bc74ffc94da9166cd92ee9a9c0ebcc5667eb49817b44eafb90849bb808ce1be', '1', now() + interval '-2.179 s', NULL, now() + interval '-2.179 s', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-39cf-7785-bf29-5506eb73724d', 'password-reset', 'users', 'bob@example.com', NULL, NULL, NULL, NULL, '0', NULL, E'\\x06e5a5a4b02d257be9fb2efe58e77ee2525aa9c8830cb5f6739d8e185da87324', now() + interval '3597.864 s', E'\\x5c57f31b53cf46c0c966f0680e14fef3d40ee1349f8f7aabbfbfecb686673232351c103192280aeb438913b080abef74788a3ce15d242f32bbfc2888fc19be781270047dd59507f6acf7bbcad32dcb5e3e217ea1ecb1da52f3e8242a0a862dde16622ae38ba258ba5496502753aff7cd295d5d079e8e0ad41ccfc1733ff0fe855dee4af2e48d99df42f1af4f0563483ac9ef16fe6aa2b1620bb8181244248f56e8e1b20325631ad7fa1477bc4f91083c724130d88bb09e8d9909cb7fac3dec92019bb2c1d38f2e24e9b4251bc7bde6ec1041886552285b9c0d09a4eec826a2e8d43e72bdf19f9575f429f83130b78ebcbd7cdcb238622b0a1a7aa893b81e1ea911d1951bfbce52cded2017ab', '1', now() + interval '-2.136 s', NULL, now() + interval '-2.136 s', NULL, NULL, NULL, E'\\xb3faba5ce17a2ec4cb3b2e02c19e14470623bc86afcdfe766b197fc670238095', NULL, E'\\x5ff1c7f0167b5c458feb991c28d9024d86dd159a956c336bb3e6c4fab0b194e9', E'\\x31bb91f95ac6a967d3e0c39bbb34e83060b60f1b97d28861b80d9642435e7e38', NULL),
  ('31f7e46e-d5d6-4bb3-8d9b-fe5137c73de8', 'email-otp', 'users', 'carol@example.com', NULL, E'\\xd5c39b2e727aca88b2db1cba8fd761a9a4e6e26c7852540c46de4ce8135b40e4', '6', now() + interval '597.877 s', '0', '5', E'\\x02af9557e02299a72608185214ab917c4edce5eabd7ebfcf0e8837d65429a15a', now() + interval '1197.877 s', E'\\x4b476add6ab18f4bae1899c9761ae120c54f41e28ea1f01c0c0dc75920fd2fca148e687b2ba07b57dbdce933782ac1e083f9b2c01dc073c6001cdafb146a14943490efb826502872c49110cba03a99508d05c5bd57a90c5a3b2e78d57fd76616c013a18392da85156986b1df58fbee7ff5b6f290096d484409dcc4039f2dd9ba1226812bf956bc07d0f84c501b49d3437fb8bcd79b194ddd4799950e859fb664614796874f7c9cbdb2c7cf387b2eedadc65e630a32ce12896a234781e31bac17696205402148b97dabf3c0f102e06d783e5c75ce1a40442484f198519c15fa9c8e1fac7ef912102f88eaeaaa71b6f3c7437bd8161a0e31a77bb069eba671c8928afca0531dc3cd7d6e63e983d781ce205a3edee77d03879d11f5ae579261dc75b8', '1', now() + interval '-2.123 s', NULL, now() + interval '-2.123 s', NULL, NULL, NULL, E'\\x8f8dedef50adcf5c6d8cddf7d570eac0a80cd2e22f9f0d01a02d042cfc544d1a', NULL, E'\\x5d6eab1dd370e696648d283da08bea3cce002dfcf7d22524e0d5f6a412be95b0', E'\\x5b1859ec3c3baa2ba445727ec55a3be0ce4e0964485560919c02ee67678849e8', NULL),
  ('e865007b-742e-4f10-904e-a055eaf59140', 'email-otp', 'users', 'dave@example.com', NULL, E'\\x443ca4546d9a657a82e3c525a54827f3492c38c2d3d85e97b7e97ad8d4c4ab71', '6', now() + interval '597.885 s', '1', '5', E'\\xe53f3f3bc068e617b5f6639e0ddb67596155b03e4ce4845e506cf5a638bfb4e7', now() + interval '1197.885 s', E'\\xb8d18b28f8cac75842868f4db3447cea420c71a70add8502ac8b07a7eafd139e71c123bbf47dacabd13c85d2317ad4e903ec99f377642bb0daf8ded682883409e90e1044596ad500bee24d9e6d15e1c3db39e5429c4fd4d8005fdb6bb7e80c696f0343cbe9258fbe8a386fa31fc685860f9f2661ab2c56c29856413717543272969b0e6708f3b1e2d1624460266d69191ab72cddd4a3c064355eef9fe53f38e4afb03dd692a68f43d1cf2fb877159d48d5c9a23c0338a493eec04c1e730e4e3b24931a4db495dcadda6447dd8b194bd583f4b1bc6370b1b90a08b20e608a3488ad5448dcae4cbddacc81ff8aa3d2bdb27eafef8680c18ddf626638a3e89310021a656d5c8623ff2f78aa3cfc7d3729cf8a16e85b4615b606adccc366263894', '1', now() + interval '-2.115 s', NULL, now() + interval '-2.115 s', NULL, NULL, NULL, E'\\x8beee6820bd72d417cbb7c759c34af75817416290e7687ee7188a62f1a129523', NULL, E'\\xdcb265b42b74d2c3ba732c65a8b639ea8f70928a99db3b811d4d5e120c9bbf99', E'\\x91be4d2606a639691c4b238d171f4368fe894e470ea0c871ddc00484251e689c', NULL);
INSERT INTO public.mails ("id", "kind", "token_id", "state", "created_at", "settled_at", "user_id", "sealed", "rendition", "expires_at", "tries", "reason", "provider", "provider_id", "event_at", "resent_as", "locale", "taken_from", "if_known", "repeats", "run_at", "priority", "lease") VALUES
  ('01a224ee-3829-73be-ada2-e352b19e1edf', 'new-sign-in', NULL, 'queued', now() + interval '-2.561 s', NULL, '01a224ee-380a-7604-8747-f3666718c443', E'\\xc24f26efda2a6a4c7cbba388f2b1b8775b9c83e2b20a5c38b1c1f8eb7c08a045999b2ea559854a8fa0f81613243ce3e3af86d06c24b24ae3970af1fbabf46930f9e942fdbce1c94f5d60487ff5c94dd0635773d112a0b8ebbd9d7e3de37341db65d74e5eb851c0395367a7824ce712aec9b6b97d7db86bc3e4b5a0862f8704c9b0e981cb10fcf0c280536ee856d6776d97d45f8886d9ffa5f6aa563cb515d27c168e9fad435055758e54106eb3ba2a2caf207c7f1b75ef21cd6d5acd77654a1f3306b3957fe6', NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'false', '0', now() + interval '-2.561 s', '10', NULL),
  ('01a224ee-38de-7bd5-927b-53d08a8f891f', 'password-changed', NULL, 'queued', now() + interval '-2.381 s', NULL, '01a224ee-380a-7604-8747-f3666718c443', E'\\x011309856188851a9f640e7eddc95660037bfb660275be037846d42bf637de0f1a08460bf88caf081f433ba28e72d05eb0362a689d64857f79c8d70c532a38bd67d6eb326a4b6494adbfa0ff2b92515e954f3ffeb7def58aefea774069a0ef44714e20df8aa0ca7d0f8fd26eea1d86ecfe72b7c2171c0c4bd16ca0336545c15f9845befea6149e4f28b9a1bc1f68ce4cfa493f33d96d8c4c55b7eb0001c31db1770b4bb8b60954c8178374ac5b2b47612ed31ea46059a7d4bf9825578832f82ba70eb73fa0d1', NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'false', '0', now() + interval '-2.381 s', '10', NULL),
  ('01a224ee-39a2-79f0-9977-484b56628f2c', 'email-changed', NULL, 'queued', now() + interval '-2.183 s', NULL, '01a224ee-396d-738f-9cf0-26c24decd1cb', E'\\x1d686819db25b59edafcbdfcd7e476ab3f542ede0e9efa501dc69c281ec4830886adb0432dbbe436f9c3062c191a5aebdaa1ffe19f96f12395d43d969ffebd592849ef668017e73351dac3f005afb908dfe5fd21fcf34f905ced4dfc7f118af8bc66609d9e6fd9b8fa4236c4a82b42738371e823b4d10c1e8e28d98048d6d8dfb506ab23939f7c37cc90656c8b6cecab8f8e4386011233dbc8f86937c8e919472af4ef2263d2acfa42db91ef8a69bfb5d080b548249b85db916dfe1eb64fee0b855354fe55b0ededfc86c826a1eade498cf5c0e099bd94474144f4173fd7921d404dcb40755b41d3979e589ba693f3db58b5d612ee25b5e039ae', NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'false', '0', now() + interval '-2.183 s', '10', NULL),
  ('01a224ee-39c5-75cc-99d1-d02c03481067', 'email-changed', '01a224ee-39a2-71b2-b70a-4c0e4cfcf0db', 'queued', now() + interval '-2.183 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'false', '0', now() + interval '-2.183 s', '10', NULL),
  ('01a224ee-39d3-7504-a2a2-c6bbca2a3d26', 'password-reset', '01a224ee-39cf-7785-bf29-5506eb73724d', 'queued', now() + interval '-2.140 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, E'\\x5ff1c7f0167b5c458feb991c28d9024d86dd159a956c336bb3e6c4fab0b194e9', 'false', '0', now() + interval '-2.140 s', '0', NULL),
  ('01a224ee-39df-7618-9b26-459f3163a4cb', 'email-otp', '31f7e46e-d5d6-4bb3-8d9b-fe5137c73de8', 'queued', now() + interval '-2.128 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, E'\\x5d6eab1dd370e696648d283da08bea3cce002dfcf7d22524e0d5f6a412be95b0', 'false', '0', now() + interval '-2.128 s', '0', NULL),
  ('01a224ee-39e6-7f35-89cd-d59ceac94842', 'email-otp', 'e865007b-742e-4f10-904e-a055eaf59140', 'queued', now() + interval '-2.120 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL, E'\\xdcb265b42b74d2c3ba732c65a8b639ea8f70928a99db3b811d4d5e120c9bbf99', 'false', '0', now() + interval '-2.120 s', '0', NULL),
  ('01a224ee-37ba-7c98-9674-0f64b8850256', 'email-otp', '7f8baaac-9509-4265-a156-8f48e9e5b9e3', 'delivered', now() + interval '-2.699 s', now() + interval '-2.100 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.100 s', NULL, NULL, E'\\xb9db20a8b691e7b8c5af771fbcc928e127e70233dcb12751cb6d8b06dd986d97', 'false', '0', now() + interval '-2.699 s', '0', NULL),
  ('01a224ee-381e-73ac-8c3e-f52df219323c', 'email-otp', 'a690d2f4-f0d2-49c9-96c1-9d6a9423fe4a', 'delivered', now() + interval '-2.577 s', now() + interval '-2.100 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.100 s', NULL, NULL, E'\\xb9db20a8b691e7b8c5af771fbcc928e127e70233dcb12751cb6d8b06dd986d97', 'false', '0', now() + interval '-2.577 s', '0', NULL),
  ('01a224ee-391e-76df-9d39-0c58c8a3a7c5', 'email-otp', '460b7cd4-e94b-4812-8d76-b64c12d81d50', 'delivered', now() + interval '-2.340 s', now() + interval '-2.100 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.100 s', NULL, NULL, E'\\xbe5bfacf3c5ec75ad253a90dd756c0b0058d694a9a89d63e2e21febc507d67d1', 'false', '0', now() + interval '-2.340 s', '0', NULL),
  ('01a224ee-395c-7429-aa45-f2e20a94beb5', 'email-otp', '7b858876-5e63-4c33-83be-6b1efe81496e', 'delivered', now() + interval '-2.259 s', now() + interval '-2.100 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.100 s', NULL, NULL, E'\\xf490dd640cbeef19e9bc6218ee8d62c90832bcc6950b26c5201cb46ed367b025', 'false', '0', now() + interval '-2.259 s', '0', NULL),
  ('01a224ee-397d-7bb6-bf62-4b032dfbcbbd', 'email-change', 'b49549a9-11ab-4dda-88e9-5de191fbbd45', 'delivered', now() + interval '-2.226 s', now() + interval '-2.100 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.100 s', NULL, NULL, E'\\xd39d3f98711ce68a45bf16c600b63f3cb4ad954fa946bfb2c1245c149e32624c', 'false', '0', now() + interval '-2.226 s', '0', NULL),
  ('01a224ee-3a02-7656-b65b-abeb1b458052', 'new-sign-in', NULL, 'failed', now() + interval '-10802.094 s', now() + interval '-2.094 s', '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, NULL, '5', 'smtp-550', NULL, NULL, NULL, '01a224ee-38de-7bd5-927b-53d08a8f891f', NULL, NULL, 'false', '0', now() + interval '-2.094 s', '0', NULL);
INSERT INTO public.alert_messages ("id", "type", "data", "tries", "run_at", "lease", "created_at") VALUES
  ('01a224ee-3b0f-72ce-b29c-2920287a991b', 'guess_budget.half', '{"hours": 24, "budget": 5000, "digits": 6, "failedGuesses": 4000}', '0', now() + interval '-1.838 s', NULL, now() + interval '-1.838 s');
INSERT INTO public.alerts ("key", "type", "data", "raised_at", "seen_at") VALUES
  ('guess_budget.half:6', 'guess_budget.half', '{"hours": 24, "budget": 5000, "digits": 6, "failedGuesses": 4000}', now() + interval '-1.839 s', now() + interval '-1.839 s');
INSERT INTO public.audit_events ("at", "id", "event", "outcome", "reason", "user_id", "token_id", "address_key", "address", "client_key", "client", "device", "request_id", "actor_id", "token_age_ms") VALUES
  (now() + interval '-7776001.546 s', '96c5c1fc-1240-4f43-9928-3f9f60213eed', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-8553601.546 s', 'f93cfa44-a5df-414d-8112-202274859a3a', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-9331201.546 s', '9e7685e1-2769-43cc-b804-caf855c0d1d7', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-10108801.546 s', 'a2414bf7-d07c-41c5-b36a-13ea3c7d5ad6', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-5443201.546 s', 'f44142d8-010b-402c-a135-c338a906d8a2', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-6220801.546 s', 'ae442070-20d0-4daa-89dc-0b86d4e8590f', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-6998401.546 s', '2ff53bae-5935-4af5-a561-d62b648c648b', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-3110401.546 s', 'e672817e-5494-41e7-be78-5f3ef29fd351', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-3888001.546 s', '8aca835f-1d17-4b43-af73-71da00fd68be', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-4665601.546 s', '51cf9b73-856f-41e6-82d2-4c3cf5de9c2b', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-2.681 s', '11014c90-5af3-4546-baa7-fbdf4d82f155', 'mail.queued', 'granted', NULL, NULL, '7f8baaac-9509-4265-a156-8f48e9e5b9e3', E'\\x0e1624ac3766efad712c76aa3d89e799c0a03b59087dffba7568450c779ec32b', 'a•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.582 s', 'ffb958cc-93fb-48d9-8990-09b8580117ea', 'mail.queued', 'granted', NULL, NULL, 'a690d2f4-f0d2-49c9-96c1-9d6a9423fe4a', E'\\x0e1624ac3766efad712c76aa3d89e799c0a03b59087dffba7568450c779ec32b', 'a•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.564 s', 'a1351cf0-a71b-43c9-8205-b8ab3ed63456', 'mail.queued', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.354 s', 'c0c894aa-39c7-4d0f-9b87-2d5857053a21', 'mail.queued', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.326 s', 'd0ee3764-5a7a-4fc9-9fcc-5b0a383407a1', 'mail.queued', 'granted', NULL, NULL, '460b7cd4-e94b-4812-8d76-b64c12d81d50', E'\\xb3faba5ce17a2ec4cb3b2e02c19e14470623bc86afcdfe766b197fc670238095', 'b•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.265 s', '4c13f48b-1e7e-4d16-958b-1b0ee1a1fe9d', 'mail.queued', 'granted', NULL, NULL, '7b858876-5e63-4c33-83be-6b1efe81496e', E'\\xd6701a8872370b343ef783d7601ed93e12ca7e1644ac74f16567cc512b466dff', 'e•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.232 s', 'dec693d4-4491-4a25-a424-de43127c4e72', 'mail.queued', 'granted', NULL, '01a224ee-396d-738f-9cf0-26c24decd1cb', 'b49549a9-11ab-4dda-88e9-5de191fbbd45', E'\\x4a0402de3c00f7557178b1591a03f2fb016aa0e5b49207adec17976f6311afa9', 'e•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.160 s', 'c8e89f0a-5258-470b-85d8-bb1de27fc7f9', 'mail.queued', 'granted', NULL, '01a224ee-396d-738f-9cf0-26c24decd1cb', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.160 s', '9decdf89-64a1-41e7-8f93-7c2fba1e5a2a', 'mail.queued', 'granted', NULL, '01a224ee-396d-738f-9cf0-26c24decd1cb', '01a224ee-39a2-71b2-b70a-4c0e4cfcf0db', NULL, 'e•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.145 s', '02e462b7-ae6a-44d3-b589-6f1c5184fe75', 'mail.queued', 'granted', NULL, NULL, '01a224ee-39cf-7785-bf29-5506eb73724d', E'\\xb3faba5ce17a2ec4cb3b2e02c19e14470623bc86afcdfe766b197fc670238095', 'b•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.134 s', '22edcde0-87a5-4d63-a27e-916dc8d66240', 'mail.queued', 'granted', NULL, NULL, '31f7e46e-d5d6-4bb3-8d9b-fe5137c73de8', E'\\x8f8dedef50adcf5c6d8cddf7d570eac0a80cd2e22f9f0d01a02d042cfc544d1a', 'c•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.126 s', 'fcdee46b-2641-4aa8-bfbe-5e8dbdaa7283', 'mail.queued', 'granted', NULL, NULL, 'e865007b-742e-4f10-904e-a055eaf59140', E'\\x8beee6820bd72d417cbb7c759c34af75817416290e7687ee7188a62f1a129523', 'd•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-777601.546 s', '8c389ab0-c1d0-4663-9731-17432e08bfc1', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-1555201.546 s', '960f659b-4f5f-4778-a06b-74bd84bc3acc', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-2332801.546 s', 'fb9b4efc-7f1e-46ea-8efc-9b77be034644', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-10886401.546 s', '08b8cc25-0a74-44b8-88f9-a365aa560374', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-11664001.546 s', 'c3823941-ffa3-4be0-a441-663c78fddc2e', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-12441601.546 s', '8eba7be6-fa93-420c-8d3c-a333a31725cb', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-13219201.546 s', '8b0be38c-98a3-4a27-ab33-3e356515f908', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-13996801.546 s', '8ec04a7b-b713-4e7c-b5e6-46a41e0ba9ae', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-14774401.546 s', 'eae1178f-b24d-45a8-b298-c80150915e62', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-15552001.546 s', '170c4aa8-b02a-4cfb-8af1-04cd35261e51', 'email-otp.sign-in', 'granted', NULL, '01a224ee-380a-7604-8747-f3666718c443', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL);
INSERT INTO public.audit_retention ("only_one", "keep") VALUES
  ('true', '400 days');
INSERT INTO public.buckets ("bucket", "full_at") VALUES
  (E'\\xb9db20a8b691e7b8c5af771fbcc928e127e70233dcb12751cb6d8b06dd986d97', now() + interval '-2.588 s'),
  (E'\\x88657279121ab1cdaa24d0078406e32e1adaac1f5b37f6205ae504600ab6f932', now() + interval '-2.588 s'),
  (E'\\xbe5bfacf3c5ec75ad253a90dd756c0b0058d694a9a89d63e2e21febc507d67d1', now() + interval '-2.352 s'),
  (E'\\x45297faffcfb202500d813193cdf03757b4b5bbcfb153018e3e77c6bf93c243b', now() + interval '-2.352 s'),
  (E'\\xf490dd640cbeef19e9bc6218ee8d62c90832bcc6950b26c5201cb46ed367b025', now() + interval '-2.270 s'),
  (E'\\xa5440db43ca5fee050acd9110167118303c192344cc54d0b177548c7aa183f27', now() + interval '-2.270 s'),
  (E'\\xd39d3f98711ce68a45bf16c600b63f3cb4ad954fa946bfb2c1245c149e32624c', now() + interval '-2.237 s'),
  (E'\\x8c8027d34d16106302f50c4b0e8c8ca47ce8172540689d8fc13c28902ad47794', now() + interval '-2.237 s'),
  (E'\\x5ff1c7f0167b5c458feb991c28d9024d86dd159a956c336bb3e6c4fab0b194e9', now() + interval '597.848 s'),
  (E'\\x31bb91f95ac6a967d3e0c39bbb34e83060b60f1b97d28861b80d9642435e7e38', now() + interval '597.848 s'),
  (E'\\x5d6eab1dd370e696648d283da08bea3cce002dfcf7d22524e0d5f6a412be95b0', now() + interval '597.860 s'),
  (E'\\x5b1859ec3c3baa2ba445727ec55a3be0ce4e0964485560919c02ee67678849e8', now() + interval '597.860 s'),
  (E'\\xdcb265b42b74d2c3ba732c65a8b639ea8f70928a99db3b811d4d5e120c9bbf99', now() + interval '597.869 s'),
  (E'\\x91be4d2606a639691c4b238d171f4368fe894e470ea0c871ddc00484251e689c', now() + interval '597.869 s');
INSERT INTO public.chores ("name", "done_until") VALUES
  ('unseal', '-infinity'),
  ('clean-up', '-infinity');
INSERT INTO public.event_totals ("at", "event", "outcome", "reason", "age_step", "n") VALUES
  (now() + interval '-86524.028 s', 'email-otp.sign-in', 'granted', '', '-1', '7');
INSERT INTO public.guess_totals ("budget", "at", "n") VALUES
  (E'\\x636f64652d6c656e6774683a36', now() + interval '-124.029 s', '0'),
  (E'\\x636f64652d6c656e6774683a36', now() + interval '-3724.029 s', '30');
INSERT INTO public.index_key ("only_one", "sealed") VALUES
  ('true', E'\\xf3ac0e2197aced287d5c927d8ea2af9e42826c8af897a597cfcf537fb3895c665927371b3a087d096253256bb8c8d9eed50e0955f8b2e515f2ae75f5287121857940aeb3eb9f97b1');
INSERT INTO public.mail_slots ("number", "used_at") VALUES
  ('0', '-infinity'),
  ('1', '-infinity'),
  ('2', '-infinity'),
  ('3', '-infinity'),
  ('4', '-infinity');
INSERT INTO public.notices_told ("user_id", "kind", "since", "told", "summary") VALUES
  ('01a224ee-380a-7604-8747-f3666718c443', 'new-sign-in', now() + interval '-2.583 s', '1', NULL),
  ('01a224ee-380a-7604-8747-f3666718c443', 'password-changed', now() + interval '-2.403 s', '1', NULL),
  ('01a224ee-393f-71fe-9f27-0770318aab0f', 'new-sign-in', now() + interval '-2.324 s', '0', NULL),
  ('01a224ee-396d-738f-9cf0-26c24decd1cb', 'new-sign-in', now() + interval '-2.264 s', '0', NULL);
INSERT INTO public.reserved_addresses ("collection", "email", "user_id", "reserved_until") VALUES
  ('users', 'eve@example.com', '01a224ee-396d-738f-9cf0-26c24decd1cb', now() + interval '604797.794 s');
INSERT INTO public.spent_guesses ("budget", "slot", "at") VALUES
  (E'\\x8beee6820bd72d417cbb7c759c34af75817416290e7687ee7188a62f1a129523', '6', now() + interval '-2.136 s'),
  (E'\\x636f64652d6c656e6774683a36', '1', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '2', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '3', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '4', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '5', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '6', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '7', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '8', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '9', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '10', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '11', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '12', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '13', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '14', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '15', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '16', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '17', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '18', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '19', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '20', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '21', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '22', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '23', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '24', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '25', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '26', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '27', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '28', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '29', now() + interval '-3602.101 s'),
  (E'\\x636f64652d6c656e6774683a36', '30', now() + interval '-3602.101 s');
INSERT INTO public.suppressed_addresses ("email", "reason", "suppressed_at", "suppressed_until") VALUES
  ('gone@example.com', 'bounce', now() + interval '-2.130 s', now() + interval '86397.870 s');
RESET session_replication_role;
