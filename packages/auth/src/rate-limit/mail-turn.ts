import { PRIORITY } from "@watchword/db/mail-queue";
import { type Client, networksOf } from "../client.ts";
import type { AuthContext } from "../context.ts";

/**
 * What decides a requested mail's turn, as SQL parameters: the widest network of the requester (an IPv4 /24 or IPv6
 * /48) and the domain that is mailed, both hashed. `known` if the browser that asks signed in to the address before, or
 * the address is that of the account whose session asks.
 */
export async function mailTurn(
  { index }: AuthContext,
  email: string,
  client: Client,
  known: boolean,
) {
  const [network = { name: "" }] = networksOf(client);
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return {
    mail_priority: known ? PRIORITY.known : PRIORITY.awaited,
    network_key: short(await index.hash("mail-network", network.name)),
    domain_key: short(await index.hash("mail-domain", domain)),
  };
}

/** Enough to tell networks and domains apart, and makes the row and the index smaller. */
const short = (key: Buffer) => key.subarray(0, 8);
