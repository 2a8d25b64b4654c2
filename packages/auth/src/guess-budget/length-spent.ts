import { type RawBuilder, sql } from "kysely";

/**
 * How many guesses failed in the budget of a code length, to ten minutes: a span that began a day ago has gone.
 * For figures; a guess is admitted by its slots.
 */
export function lengthSpent(digits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    SELECT coalesce(sum(n), 0)::integer FROM guess_totals
    WHERE guess_totals.budget = convert_to('code-length:' || ${digits}, 'UTF8')
      AND at > now() - interval '24 hours'
  )`;
}
