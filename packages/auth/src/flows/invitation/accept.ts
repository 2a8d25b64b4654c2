import type { AuthContext } from "../../context.ts";
import { refuse } from "../../refusal.ts";
import { mailLimits } from "../../rate-limit/mail-bucket.ts";
import { type SignInResult, signInWithToken } from "../../sign-in/sign-in-with-token.ts";
import type { SessionStart } from "../../session/start.ts";
import { hashLink } from "../../tokens/credential.ts";

/**
 * Signs in by an invitation's link, once, and makes the account if its address has none. The token, the account and the
 * session are one call. `INVALID_TOKEN` for a disabled account, and for a link that wasn't mailed if the address has an
 * account, because whoever invited knows that link. For the same reason an account that such a link makes has an
 * unproven address.
 */
export async function acceptInvitation(
  ctx: AuthContext,
  token: string,
  start: SessionStart,
): Promise<SignInResult> {
  const link = hashLink(token);
  if (!link) return refuse("INVALID_TOKEN");
  const { refill_seconds } = mailLimits(ctx);
  const collections = start.collections ?? null;
  const open_collections = Object.keys(ctx.policy.collections);
  return signInWithToken(ctx, start, (takes) =>
    ctx.call("accept_invitation", {
      ...takes,
      ...link,
      refill_seconds,
      collections,
      open_collections,
    }),
  );
}
