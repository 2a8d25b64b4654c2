import { networkOf } from "@watchword/auth/client";
import type { ApiContext } from "./context.ts";
import { RefusalError } from "./refusal.ts";

/** What a client may do so often: have mail sent, or have a code, link, token or password judged. */
export type Limited = "mail" | "guess";

/** Counts a call of its client, and refuses what is more than the policy allows. */
export async function limitClient(
  { auth, client, limiter }: Pick<ApiContext, "auth" | "client" | "limiter">,
  limited: Limited,
): Promise<void> {
  if (auth.policy.perClient === null) return;
  const key = await auth.index.hash("limit", limited, networkOf(client));
  const taken = await limiter.take(key, auth.policy.perClient[limited]);
  if (taken.ok) return;
  throw new RefusalError({ reason: "RATE_LIMITED", retryAfterMs: taken.retryAfterMs });
}
