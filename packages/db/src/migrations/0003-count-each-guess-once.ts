import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A wrong guess writes one row of `guess_totals`. A slot is only used again after 24 hours, when the span of its last
 * guess counts no more: to subtract that guess changed nothing, and the two rows let guesses wait for each other in a
 * circle.
 */
export const countEachGuessOnce: Migration = {
  async up(db) {
    await sql`
      CREATE OR REPLACE FUNCTION count_guess() RETURNS trigger LANGUAGE plpgsql AS $$
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
      $$`.execute(db);
  },
};
