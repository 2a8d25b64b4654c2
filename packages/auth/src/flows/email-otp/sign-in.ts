import { type AuthContext, refuse } from "../../context.ts";
import { type SignedIn, toSignedIn } from "../../session/signed-in.ts";
import {
  newSession,
  type SessionStart,
  signInNotice,
  unsealedNotice,
} from "../../session/start.ts";
import { type Door, hashDoor } from "../../tokens/door.ts";
import { redeem, redeeming, type TokenRefusal } from "../../tokens/redeem.ts";
import { openCollections } from "../../user/open-collections.ts";

export type SignInResult = ({ ok: true; secret: string } & SignedIn) | TokenRefusal;

/**
 * Signs in by the code of a challenge or the token of its link, and signs up an address that has no
 * account where its collection allows. The token, the account and the session are one call.
 */
export async function signInWithEmailOtp(
  ctx: AuthContext,
  door: Door,
  start: SessionStart,
): Promise<SignInResult> {
  const hashed = hashDoor(ctx, "email-otp", door);
  if (!hashed) return refuse("INVALID_TOKEN");
  const { client } = start;
  const { secret, takes: session } = newSession(ctx, start);
  const takes = {
    ...(await redeeming(ctx, hashed, client)),
    ...session,
    open_collections: openCollections(ctx.policy),
    locale: client.locale,
  };
  const signIn = (notice: ReturnType<typeof unsealedNotice> | ReturnType<typeof signInNotice>) =>
    redeem(ctx.call("sign_in_by_email", { ...takes, ...notice }));
  // Of a sign-in on a device that is known at the address nobody is told, and most are.
  const unsealed = unsealedNotice(ctx, client);
  const isKnown = unsealed.device_addresses.length > 0;
  let answer = await signIn(isKnown ? unsealed : signInNotice(ctx, client));
  if (answer.ok && answer.row.verdict === "NOTICE_WANTED")
    answer = await signIn(signInNotice(ctx, client));
  if (!answer.ok) return answer;
  return { ok: true, secret, ...toSignedIn(answer.row) };
}
