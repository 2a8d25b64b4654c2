import { type Kysely, sql } from "kysely";

/*
 * A budget is a number of slots. A guess must hold one before it is judged, and a failed guess sits in
 * its slot for 24 hours. While a guess is in flight its slot is held by an advisory lock, so a right
 * one writes nothing and waits for nobody; whether the slot is free is read after the lock is held, by
 * a statement of its own, which is what the function is there for. So at no moment do failures of the
 * last 24 hours and guesses in flight outnumber the slots, however many processes guess at once. It
 * may find no free slot a little early: it looks at so many and no more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE spent_guesses (
      budget bytea NOT NULL,
      slot integer NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (budget, slot)
    )`.execute(db);
  await sql`CREATE INDEX spent_guesses_at ON spent_guesses (at)`.execute(db);

  await sql`
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
    $$`.execute(db);

  await sql`
    ALTER TABLE tokens ADD COLUMN budget bytea, ADD COLUMN device_budget bytea`.execute(db);

  await sql`
    CREATE TABLE index_key (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      sealed bytea NOT NULL
    )`.execute(db);
}
