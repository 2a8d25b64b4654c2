import { notFound } from "next/navigation";
import { getConfig } from "../../../config.ts";

/** Where mail lies; not found where a provider takes it. */
export function mailboxFolder(): string {
  return getConfig().mailboxDir ?? notFound();
}
