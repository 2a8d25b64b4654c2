import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { lengthBudgets } from "./bound.ts";
import { clientBudgets } from "./budgets.ts";

/** How many wrong guesses a day each budget takes, as SQL functions are told. */
export function guessLimits({ policy }: AuthContext) {
  const { perAddress, perDevice } = policy.guessBudget;
  return {
    per_address: perAddress,
    per_device: perDevice,
    length_guesses: lengthBudgets(policy).map(({ guesses }) => guesses),
  };
}

/** The budgets of who guesses, the client's own first; none for server code, which is nobody. */
export async function networkLimits(ctx: AuthContext, client: Client | null) {
  const budgets = await clientBudgets(ctx, client);
  return {
    networks: budgets.map(({ budget }) => budget),
    per_network: budgets.map(({ guesses }) => guesses),
  };
}
