import { type Kysely, sql } from "kysely";

/*
 * Guesses and limits of a client count for the wider networks it is in as well, and an account is told of one
 * kind of event only so often. The functions of before stay, for processes of the release before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await reserveGuesses(db);
  await takeFromBuckets(db);
  await limitNotices(db);
}

/** A taken slot is passed by before it is locked, so that a spent budget holds few locks. */
async function reserveGuesses(db: Kysely<unknown>): Promise<void> {
  await sql`
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
    $$`.execute(db);

  // `networks` begins with the client itself, which a known device can't do without; the wider ones follow.
  await sql`
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
    $$`.execute(db);
}

/**
 * Takes one from each bucket or from none. Answers the milliseconds until the first that is empty has one
 * again; 0 where it took. Buckets are locked in the order in which they are named, so callers that share
 * several must name the shared ones first.
 */
async function takeFromBuckets(db: Kysely<unknown>): Promise<void> {
  await sql`
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
    $$`.execute(db);
}

/**
 * `notices_told` has a row for each account that has signed in, and one for each kind of event it was told
 * of: since when, and how often. Beyond `at_most` in an hour one mail tells of all that follow, when the hour
 * and the statements that were under way in it are over. How many it stands for is its `repeats`.
 */
async function limitNotices(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE mails ADD COLUMN repeats integer NOT NULL DEFAULT 0`.execute(db);
  await sql`
    CREATE TABLE notices_told (
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      kind text NOT NULL,
      since timestamptz NOT NULL DEFAULT now(),
      told integer NOT NULL DEFAULT 0,
      summary uuid,
      PRIMARY KEY (user_id, kind)
    ) WITH (fillfactor = 80)`.execute(db);
  await sql`
    INSERT INTO notices_told (user_id, kind) SELECT DISTINCT user_id, 'new-sign-in' FROM known_devices`.execute(
    db,
  );

  await sql`
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
    $$`.execute(db);
}
