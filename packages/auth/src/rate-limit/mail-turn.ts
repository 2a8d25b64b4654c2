import type { MailTurn } from "@watchword/db/mail-queue";
import { type Client, networksOf } from "../client.ts";
import type { AuthContext } from "../context.ts";

/**
 * Among whom a requested mail takes its turn: the widest network that asks (an IPv4 /24, an IPv6 /48) and the
 * domain that is mailed, both hashed. `known` where the browser that asks signed in to the address before, or
 * the address is that of the account whose session asks.
 */
export async function mailTurn(
  { index }: AuthContext,
  email: string,
  client: Client,
  known: boolean,
): Promise<MailTurn> {
  const [network = { name: "" }] = networksOf(client);
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const [networkKey, domainKey] = await Promise.all([
    index.hash("mail-network", network.name),
    index.hash("mail-domain", domain),
  ]);
  return { networkKey: short(networkKey), domainKey: short(domainKey), known };
}

/** Enough to tell networks and domains apart, and a smaller row and index. */
const short = (key: Buffer) => key.subarray(0, 8);
