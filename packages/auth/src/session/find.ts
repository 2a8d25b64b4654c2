import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys/keys.ts";
import { sessionTtl } from "./start.ts";
import { type SignedIn, toSignedIn } from "../views/session.ts";

/**
 * The live session with this secret, or null. At most once a minute this notes that it was seen, and extends it, up to
 * its absolute expiry.
 */
export async function findSession(ctx: AuthContext, secret: string): Promise<SignedIn | null> {
  const [row] = await ctx.call("find_session", {
    secret_hash: hashSecret(secret),
    ttl: sessionTtl(ctx),
  });
  return row?.verdict === "GRANTED" ? toSignedIn(row) : null;
}
