import { type RawBuilder, sql } from "kysely";
import { GUESS_WINDOW } from "./window.ts";

/**
 * How many guesses at codes of a length failed in the last 24 hours, accurate to ten minutes. For figures only: whether
 * a guess is judged depends on free slots.
 */
export function lengthSpent(digits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    SELECT coalesce(sum(n), 0)::integer FROM guess_totals
    WHERE guess_totals.budget = convert_to('code-length:' || ${digits}, 'UTF8')
      AND at > now() - ${GUESS_WINDOW}
  )`;
}
