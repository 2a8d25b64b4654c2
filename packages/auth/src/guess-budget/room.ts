import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { LONGEST_CODE, lengthBudgets } from "./bound.ts";

/** Whether fewer than `slots` guesses of the last 24 hours failed in a budget. Counts no further. */
function hasRoom(budget: RawBuilder<unknown>, slots: number) {
  return sql`((
    SELECT count(*) FROM (
      SELECT FROM spent_guesses
      WHERE spent_guesses.budget = ${budget} AND at > now() - interval '24 hours' LIMIT ${slots}
    ) AS counted
  ) < ${slots})`;
}

/** The name of a length's budget: it needs no key, as it names nobody. */
export function lengthBudgetKey(digits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`convert_to('code-length:' || ${digits}, 'UTF8')`;
}

/**
 * How many guesses failed in a length's budget, to ten minutes: a span that began a day ago has gone. That
 * is for who wants to know; a guess is admitted by its slots.
 */
export function lengthSpent(digits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    SELECT coalesce(sum(n), 0)::integer FROM guess_totals
    WHERE guess_totals.budget = ${lengthBudgetKey(digits)} AND at > now() - interval '24 hours'
  )`;
}

/** How many slots the budget of a length has. */
export function lengthSlots({ policy }: AuthContext, digits: RawBuilder<unknown>) {
  const cases = lengthBudgets(policy).map((length) => {
    return sql`WHEN ${length.digits} THEN ${length.guesses}::integer`;
  });
  return sql`(CASE ${digits} ${sql.join(cases, sql` `)} END)`;
}

/**
 * How long a new code is: `digits`, and one more for each length whose budget is half spent, so that
 * the rest serves the codes in flight. Null where it can't be judged: no length has room, or neither
 * the address nor the known device that asks.
 */
export function newCodeLength(ctx: AuthContext, digits: number, asker: BudgetColumns) {
  const lengths = lengthBudgets(ctx.policy).filter((length) => length.digits >= digits);
  const steps = lengths.map((length) => {
    const half = Math.floor(length.guesses / 2);
    return sql`WHEN ${lengthSpent(sql.lit(length.digits))} < ${half} THEN ${length.digits}`;
  });
  const longest = sql.lit(LONGEST_CODE);
  return sql`(CASE
    WHEN NOT ${askerHasRoom(ctx, asker)} THEN NULL
    ${sql.join(steps, sql` `)}
    WHEN ${lengthSpent(longest)} < ${lengthSlots(ctx, longest)} THEN ${LONGEST_CODE}
  END)::smallint`;
}

/** Whether a guess at the code of `token` would be judged. */
export function codeIsOpen(ctx: AuthContext) {
  const length = sql`token.code_length`;
  const asker = { budget: sql`token.budget`, deviceBudget: sql`token.device_budget` };
  return sql`(
    token.code_length IS NOT NULL AND token.attempts < token.max_attempts
    AND ${askerHasRoom(ctx, asker)}
    AND ${lengthSpent(length)} < ${lengthSlots(ctx, length)}
  )`;
}

interface BudgetColumns {
  /** The address's. */
  budget: RawBuilder<unknown>;
  /** The known device's, or null. */
  deviceBudget: RawBuilder<unknown>;
}

function askerHasRoom({ policy }: AuthContext, { budget, deviceBudget }: BudgetColumns) {
  const { perAddress, perDevice } = policy.guessBudget;
  return sql`(
    ${hasRoom(budget, perAddress)}
    OR (${deviceBudget} IS NOT NULL AND ${hasRoom(deviceBudget, perDevice)})
  )`;
}
