import { type Kysely, sql } from "kysely";

/*
 * What a sign-in spends its time on, and what it seldom needs, as functions: Postgres starts each part of a
 * statement whether or not it has rows to work on, and a function when it is called. `reserve_slots`, of
 * 0006, draws its candidates one by one, since nearly always the first is free.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
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

  await sql`
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
    $$`.execute(db);

  await sql`
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
    $$`.execute(db);
}
