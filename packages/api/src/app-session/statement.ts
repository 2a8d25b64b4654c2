import { databaseNow } from "@watchword/auth/clock";
import { SignJWT } from "jose";
import type { SignedIn } from "@watchword/auth/session";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { claimsOf } from "./claims.ts";
import { subjectOf } from "./subject.ts";

/** How long a service may rely on a statement, and so how late it may notice that a session has ended. */
const STATEMENT_SECONDS = 60;

/**
 * A JWT that says whose session this is, and no more about them than the scope grants, for services that can't ask each
 * time. Times are the database's.
 */
export async function signStatement(
  ctx: Pick<ApiContext, "auth" | "publicUrl">,
  { user, session, scope }: SignedIn & { scope: string },
  app: RegisteredApp,
): Promise<{ statement: string; expiresAt: string }> {
  const { id: kid, algorithm: alg, privateKey } = await ctx.auth.signingKeys.current("ES256");
  const issuedAt = Math.floor((await databaseNow(ctx.auth)) / 1000);
  const ends = Math.floor(Date.parse(session.expiresAt) / 1000);
  const expires = Math.min(issuedAt + STATEMENT_SECONDS, ends);
  const statement = await new SignJWT({
    ...claimsOf({ user }, scope),
    sid: session.id,
  })
    // A type of its own, so that nobody takes one for an ID token or a logout token (RFC 8725, 3.11).
    .setProtectedHeader({ alg, kid, typ: "session-statement+jwt" })
    .setIssuer(ctx.publicUrl)
    .setAudience(app.id)
    .setSubject(await subjectOf(ctx, app, user.id))
    .setIssuedAt(issuedAt)
    .setExpirationTime(expires)
    .sign(privateKey);
  return { statement, expiresAt: new Date(expires * 1000).toISOString() };
}
