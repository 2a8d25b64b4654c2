import { type Kysely, sql } from "kysely";

/*
 * How many guesses failed in a length's budget, counted by spans of ten minutes as they come and go: each
 * code that is asked for wants to know, and would count thousands of rows in a deployment where thousands
 * mistype a code a day. It decides how long codes are; what is judged, `reserve_slots` alone does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE guess_totals (
      budget bytea NOT NULL,
      at timestamptz NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (budget, at)
    ) WITH (fillfactor = 50)`.execute(db);
  await sql`
    INSERT INTO guess_totals
    SELECT budget, date_bin('10 minutes', at, to_timestamp(0)), count(*) FROM spent_guesses
    WHERE substring(budget FROM 1 FOR 12) = 'code-length:' GROUP BY 1, 2`.execute(db);

  await sql`
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
    $$`.execute(db);
  await sql`
    CREATE TRIGGER count_guess AFTER INSERT OR UPDATE ON spent_guesses FOR EACH ROW
    WHEN (substring(NEW.budget FROM 1 FOR 12) = 'code-length:') EXECUTE FUNCTION count_guess()`.execute(
    db,
  );
  // Older ones go with the clean-up, and count no more.
  await sql`
    CREATE TRIGGER uncount_guess AFTER DELETE ON spent_guesses FOR EACH ROW
    WHEN (substring(OLD.budget FROM 1 FOR 12) = 'code-length:' AND OLD.at > now() - interval '24 hours')
    EXECUTE FUNCTION count_guess()`.execute(db);
}
