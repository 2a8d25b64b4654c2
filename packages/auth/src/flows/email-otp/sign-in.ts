import type { AuthContext } from "../../context.ts";
import { refuse } from "../../refusal.ts";
import { type SignInResult, signInWithToken } from "../../sign-in/sign-in-with-token.ts";
import type { SessionStart } from "../../session/start.ts";
import { type Credential, hashCredential } from "../../tokens/credential.ts";
import { redeeming } from "../../tokens/redeem.ts";
import { openCollections } from "../../policy/open-collections.ts";

/**
 * Signs in by the code of a challenge or the token of its link, and signs up an address that has no account if its
 * collection allows. The token, the account and the session are one call.
 */
export async function signInWithEmailOtp(
  ctx: AuthContext,
  credential: Credential,
  start: SessionStart,
): Promise<SignInResult> {
  const hashed = hashCredential(ctx, "email-otp", credential);
  if (!hashed) return refuse("INVALID_TOKEN");
  const redeemed = await redeeming(ctx, hashed, start.client);
  const collections = start.collections ?? null;
  const open_collections = openCollections(ctx.policy);
  return signInWithToken(ctx, start, (takes) =>
    ctx.call("sign_in_by_email", { ...takes, ...redeemed, collections, open_collections }),
  );
}
