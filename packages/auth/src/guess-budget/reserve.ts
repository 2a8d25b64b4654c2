import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import type { GuessBudget } from "./budgets.ts";
import { lengthBudgetKey, lengthSlots } from "./room.ts";

/**
 * CTE `reserved` over `token`, what a code is held against: a slot for each of its rows (one, unless
 * `several`) in the budget of their address, of the client, of each wider network that it is in and of the
 * codes' length. Where the address's or a wide network's is spent, that of the known device that asked does. `(held).admitted` says whether all of them had one.
 */
export function reserveCodeGuess(
  ctx: AuthContext,
  networks: GuessBudget[],
  several: boolean,
): RawBuilder<unknown> {
  const live = sql`
    FROM token WHERE consumed_at IS NULL AND code_expires_at > now()
      AND attempts < max_attempts AND code_length IS NOT NULL`;
  const aimed = several
    ? sql`(
        SELECT (array_agg(budget))[1] AS budget, (array_agg(device_budget))[1] AS device_budget,
          min(code_length) AS code_length, count(*)::integer AS n ${live} HAVING count(*) > 0
      )`
    : sql`(SELECT budget, device_budget, code_length, 1 AS n ${live})`;
  return reserve(ctx, aimed, networks, ctx.policy.guessBudget.perAddress);
}

/** CTE `reserved` for a password that an address is said to have: a budget apart from its codes'. */
export function reservePasswordGuess(
  ctx: AuthContext,
  budgets: { budget: Buffer; deviceBudget: Buffer | null; networks: GuessBudget[] },
): RawBuilder<unknown> {
  const aimed = sql`(
    SELECT ${budgets.budget}::bytea AS budget, ${budgets.deviceBudget}::bytea AS device_budget,
      NULL::smallint AS code_length, 1 AS n
  )`;
  return reserve(ctx, aimed, budgets.networks, ctx.policy.guessBudget.passwordsPerAddress);
}

/** CTE `failed` over `reserved`: a guess that was judged stays in its slots, if `condition`. */
export function spendGuess(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    failed AS (
      INSERT INTO spent_guesses (budget, slot, at)
      SELECT spent.budget, spent.slot, clock_timestamp()
      FROM reserved, unnest((held).budgets, (held).slots) AS spent (budget, slot)
      WHERE (held).admitted AND ${condition}
      ON CONFLICT (budget, slot) DO UPDATE SET at = excluded.at
      RETURNING budget, slot
    )`;
}

function reserve(
  ctx: AuthContext,
  aimed: RawBuilder<unknown>,
  networks: GuessBudget[],
  perAddress: number,
) {
  const { perDevice } = ctx.policy.guessBudget;
  const names = networks.map(({ budget }) => budget);
  const guesses = networks.map((network) => network.guesses);
  const length = sql`code_length`;
  return sql`
    reserved AS MATERIALIZED (
      SELECT reserve_guess_in_networks(
        n, budget, ${perAddress}, device_budget, ${perDevice}, ${names}::bytea[], ${guesses}::integer[],
        ${lengthBudgetKey(length)}, ${lengthSlots(ctx, length)}
      ) AS held FROM ${aimed} AS aimed
    )`;
}
