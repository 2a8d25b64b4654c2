import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { lengthBudgets } from "../policy/guess-bound.ts";
import { addressBudget } from "./budgets.ts";
import { lengthSpent } from "./length-spent.ts";
import { GUESS_WINDOW } from "./window.ts";

/** What is left of a length's budget. */
export interface LengthStanding {
  digits: number;
  /** Wrong guesses at codes of the length that are judged in any 24 hours. */
  limit: number;
  spent: number;
  /** From `half` on, new codes are a digit longer; codes of a `spent` length aren't judged. */
  state: "open" | "half" | "spent";
}

/** What is left of the deployment's budgets, length by length. */
export async function lengthStandings(ctx: AuthContext): Promise<LengthStanding[]> {
  const budgets = lengthBudgets(ctx.policy);
  const counts = budgets.map(({ digits }) => {
    return lengthSpent(sql.lit(digits));
  });
  const { rows } = await sql<{ spent: number[] }>`
    SELECT ARRAY[${sql.join(counts)}] AS spent`.execute(ctx.db);
  return budgets.map(({ digits, guesses: limit }, index) => {
    const spent = rows[0]?.spent[index] ?? 0;
    const state = spent >= limit ? "spent" : spent >= Math.floor(limit / 2) ? "half" : "open";
    return { digits, limit, spent, state };
  });
}

/** What is left of the budget of an address. */
export async function addressStanding(
  ctx: AuthContext,
  collection: string,
  email: string,
): Promise<{ spent: number; limit: number }> {
  const budget = await addressBudget(ctx, collection, email);
  const { rows } = await sql<{ spent: number }>`
    SELECT count(*)::integer AS spent FROM spent_guesses
    WHERE budget = ${budget}::bytea AND at > now() - ${GUESS_WINDOW}`.execute(ctx.db);
  return { spent: rows[0]?.spent ?? 0, limit: ctx.policy.guessBudget.perAddress };
}
