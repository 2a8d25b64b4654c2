import { randomUUID } from "node:crypto";
import { databaseNow } from "@watchword/auth/clock";
import { SignJWT } from "jose";
import type { ApiContext } from "../context.ts";

/** As short as the standard advises, because it is used at once. */
const TTL_SECONDS = 120;

/**
 * A logout token (Back-Channel Logout, 2.4): tells an app that one of its sessions has ended. A new one for each try.
 */
export async function signLogoutToken(
  ctx: Pick<ApiContext, "auth" | "publicUrl">,
  { appId, userId, sessionId }: { appId: string; userId: string; sessionId: string },
): Promise<string> {
  const { id: kid, algorithm: alg, privateKey } = await ctx.auth.signingKeys.current("RS256");
  const issuedAt = Math.floor((await databaseNow(ctx.auth)) / 1000);
  return new SignJWT({
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    sid: sessionId,
  })
    .setProtectedHeader({ alg, kid, typ: "logout+jwt" })
    .setIssuer(ctx.publicUrl)
    .setAudience(appId)
    .setSubject(userId)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TTL_SECONDS)
    .sign(privateKey);
}
