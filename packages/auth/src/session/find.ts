import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys/keys.ts";
import { sessionTtl } from "./start.ts";
import { type SignedIn, toSignedIn } from "../views/session.ts";

/**
 * The live session with this secret, or null. At most once a minute it is noted that it was seen, and its
 * expiry slides, up to the absolute one.
 */
export async function findSession(ctx: AuthContext, secret: string): Promise<SignedIn | null> {
  const [row] = await ctx.call("find_session", {
    secret_hash: hashSecret(secret),
    ttl: sessionTtl(ctx),
  });
  return row?.verdict === "GRANTED" ? toSignedIn(row) : null;
}
