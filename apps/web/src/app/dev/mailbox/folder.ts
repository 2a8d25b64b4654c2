import { notFound } from "next/navigation";
import { getConfig } from "../../../environment/config.ts";

/** The recipient in a query's `to`. Addresses contain no spaces, so a space is a plus that wasn't escaped. */
export function recipientOf(to: string | null): { to?: string } {
  const address = to?.trim().replaceAll(" ", "+");
  return address ? { to: address } : {};
}

/** The folder of the mailbox; answers 404 if a provider delivers mail. */
export function mailboxFolder(): string {
  return getConfig().mailboxDir ?? notFound();
}
