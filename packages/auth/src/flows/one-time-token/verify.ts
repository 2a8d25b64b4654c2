import { audienceOf, type AppIdentity } from "../../apps/app-identity.ts";
import type { AuthContext } from "../../context.ts";
import { refuse } from "../../refusal.ts";
import { type SignedIn, toSignedIn } from "../../views/session.ts";
import { s256 } from "../../keys/keys.ts";
import { newSession, type SessionStart } from "../../session/start.ts";
import { isPlausible } from "../../tokens/credential.ts";
import { redeem, type TokenRefusal } from "../../tokens/redeem.ts";

/** A one-time token as it is presented. */
export interface OneTimeTokenRedemption {
  token: string;
  audience: AppIdentity | null;
  codeVerifier: string | null;
}

export type VerifyResult = ({ ok: true; secret: string } & SignedIn) | TokenRefusal;

/**
 * Redeems a one-time token for a session of its own, which ends with the one that it was handed over from.
 * `INVALID_TOKEN` if the audience is another one or was removed, the verifier is wrong, the source session has ended,
 * or the account is in another collection; none of these uses the token up.
 */
export async function verifyOneTimeToken(
  ctx: AuthContext,
  { token, audience, codeVerifier }: OneTimeTokenRedemption,
  start: SessionStart,
): Promise<VerifyResult> {
  if (!isPlausible(token)) return refuse("INVALID_TOKEN");
  const challenge = codeVerifier === null ? null : s256(codeVerifier);
  const { secret, takes } = newSession(ctx, start);
  const { absolute_ttl: _ofItsParent, ...session } = takes;
  const answer = await redeem(
    ctx.call("verify_one_time_token", {
      ...(await ctx.oneTimeTokens.read(token)),
      code_challenge: challenge,
      collections: start.collections ?? null,
      ...session,
      ...audienceOf(audience),
    }),
  );
  if (!answer.ok) return answer;
  return { ok: true, secret, ...toSignedIn(answer.row) };
}
