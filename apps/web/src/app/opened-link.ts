import "server-only";
import { inspectLink } from "@watchword/auth/challenge";
import type { Purpose } from "@watchword/auth/purposes";
import { getAuth } from "../auth.ts";
import { readLinkToken } from "../link-cookie.ts";

/** What the link that this browser opened would do, with its token; it does nothing yet. */
export async function loadOpenedLink(purpose: Purpose) {
  const token = await readLinkToken(purpose);
  if (token === null) return { state: "unknown" } as const;
  return { ...(await inspectLink(getAuth(), purpose, token)), token };
}
