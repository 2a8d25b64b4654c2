import "server-only";
import { refresh } from "next/cache";
import type { LinkFormState } from "./link-form.tsx";
import { refusalCopy } from "./refusal-copy.ts";
import { refusalIn } from "./refused.ts";

/** What a form for a new password comes back with. Where its link is over, the page says so. */
export async function refusedPassword(error: unknown): Promise<LinkFormState> {
  const refusal = refusalIn(error);
  if (refusal.reason === "INVALID_TOKEN" || refusal.reason === "EXPIRED_TOKEN") refresh();
  return { problem: await refusalCopy(refusal, "new-password") };
}
