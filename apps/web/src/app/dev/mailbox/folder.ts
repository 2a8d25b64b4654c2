import { notFound } from "next/navigation";
import { getConfig } from "../../../environment/config.ts";

/** Whose mails a query's `to` asks for. An address holds no space: there it is a plus that wasn't escaped. */
export function recipientOf(to: string | null): { to?: string } {
  const address = to?.trim().replaceAll(" ", "+");
  return address ? { to: address } : {};
}

/** Where mail lies; not found where a provider takes it. */
export function mailboxFolder(): string {
  return getConfig().mailboxDir ?? notFound();
}
