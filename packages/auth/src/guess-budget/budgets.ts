import { type Client, NO_NETWORK, networkOf, networksOf } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { knownDevice } from "./device-cookie.ts";

/** Whose budgets a code's guesses count in. */
export interface RequesterBudgets {
  budget: Buffer;
  /** That of the browser that asks, if it signed in to this address before. */
  deviceBudget: Buffer | null;
}

/** The budget of an address, over all challenges, purposes and clients. */
export function addressBudget(ctx: AuthContext, collection: string, email: string) {
  return ctx.index.hash("address", collection, email);
}

/** The budgets of somebody who requests a code to an address. */
export async function requesterBudgets(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
  client: Client,
): Promise<RequesterBudgets> {
  const budget = await addressBudget(ctx, collection, email);
  return { budget, deviceBudget: await knownDevice(ctx, budget, client.deviceCookie) };
}

/** A budget that a guess counts in, and how many failed guesses it allows. */
export interface GuessBudget {
  budget: Buffer;
  guesses: number;
}

/**
 * The budgets of a client, the client's own first, and of the wider networks that it is in. None for a client whose
 * address isn't known, because all of those would share one budget. The address's and the deployment's budgets still
 * limit it.
 */
export async function clientBudgets(
  { index, policy }: AuthContext,
  client: Client,
): Promise<GuessBudget[]> {
  if (networkOf(client) === NO_NETWORK) return [];
  const budgets = networksOf(client).map(async ({ name, clients }) => ({
    budget: await index.hash("client", name),
    guesses: policy.guessBudget.perClient * clients,
  }));
  return (await Promise.all(budgets)).toReversed();
}

/** The budgets that a guess at an address's password counts in. */
export async function passwordBudgets(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
  client: Client,
) {
  const requester = await requesterBudgets(ctx, { collection, email }, client);
  const budget = await ctx.index.hash("password", collection, email);
  return { budget, deviceBudget: requester.deviceBudget };
}
