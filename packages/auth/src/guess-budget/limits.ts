import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { lengthBudgets } from "../policy/guess-bound.ts";
import { clientBudgets } from "./budgets.ts";

/** How many wrong guesses a day each budget allows, as SQL parameters. */
export function guessLimits({ policy }: AuthContext) {
  const { perAddress, perDevice } = policy.guessBudget;
  return {
    per_address: perAddress,
    per_device: perDevice,
    length_guesses: lengthBudgets(policy).map(({ guesses }) => guesses),
  };
}

/** The budgets of the client that guesses, its own first. */
export async function networkLimits(ctx: AuthContext, client: Client) {
  const budgets = await clientBudgets(ctx, client);
  return {
    networks: budgets.map(({ budget }) => budget),
    per_network: budgets.map(({ guesses }) => guesses),
  };
}
