import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { refresh } from "next/cache";
import type { LinkFormState } from "./link-form.tsx";
import { refusalCopy } from "./refusal-copy.ts";

/** What a link's button comes back with. Where the link is over, its page says so. */
export async function refusedLink(refusal: RefusalData): Promise<LinkFormState> {
  if (refusal.reason !== "UNAVAILABLE") refresh();
  return { problem: await refusalCopy(refusal, "link") };
}
