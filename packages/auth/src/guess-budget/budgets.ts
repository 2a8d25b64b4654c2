import ipaddr from "ipaddr.js";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { knownDevice } from "./device-cookie.ts";

/** Whose budgets a code's guesses count in. */
export interface Asker {
  budget: Buffer;
  /** Of the browser that asks, where it signed in to this address before. */
  deviceBudget: Buffer | null;
}

/** The budget of an address, over all challenges, purposes and clients. */
export function addressBudget(ctx: AuthContext, collection: string, email: string) {
  return ctx.index.hash("address", collection, email);
}

/** The budgets of somebody who asks for a code to an address; null for server code that does. */
export async function askerFor(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
  client: Client | null,
): Promise<Asker> {
  const budget = await addressBudget(ctx, collection, email);
  return { budget, deviceBudget: await knownDevice(ctx, budget, client?.deviceCookie) };
}

/** The budget of a client; null for server code, which is nobody's. */
export async function clientBudget(ctx: AuthContext, client: Client | null | undefined) {
  return client ? ctx.index.hash("client", network(client.ip)) : null;
}

/** Who shares a limit: an IPv4 address, an IPv6 /64. All whose address nobody knows share one. */
function network(ip: string | null): string {
  if (!ip || !ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.parts.slice(0, 4).join(":");
}

/** The budgets of a password that an address is said to have. */
export async function passwordBudgets(
  ctx: AuthContext,
  { collection, email }: { collection: string; email: string },
  client: Client | null,
) {
  const asker = await askerFor(ctx, { collection, email }, client);
  const budget = await ctx.index.hash("password", collection, email);
  return { budget, deviceBudget: asker.deviceBudget, client: await clientBudget(ctx, client) };
}
