import { rememberDevice } from "@watchword/auth/device-cookie";
import type { Session, SessionStart, SignedIn } from "@watchword/auth/session";
import { type AuditNote, noteUser } from "./audited.ts";
import type { ApiContext } from "./context.ts";
import { RefusalError } from "./refusal.ts";
import { collectionsHere } from "./session-here.ts";
import { asToldToApp } from "./app-session/subject.ts";

type Transport = "cookie" | "token";

/**
 * What a new session starts from: the caller, and the session that it renews, which is the one that they presented in
 * the same way. If a token is asked for by a caller with a cookie, the browser's session stays as it is. If an app's
 * page signs in, the session is that app's. A
 * session starts only where it counts (`collectionsHere`).
 */
export function sessionStart(ctx: ApiContext, transport: Transport): SessionStart {
  const previousSecret = ctx.transport === transportFor(ctx, transport) ? ctx.sessionSecret : null;
  return {
    client: ctx.client,
    previousSecret,
    audience: ctx.fromApp,
    collections: collectionsHere(ctx),
  };
}

/** What a renewal starts from: the session that the caller presented goes on under a new secret. */
export function sessionRenewal({ client, sessionSecret }: ApiContext): SessionStart {
  return { client, previousSecret: sessionSecret };
}

/** An app's page on another origin can't have a cookie of ours, whatever it asks for. */
function transportFor({ fromApp }: Pick<ApiContext, "fromApp">, asked: Transport): Transport {
  return fromApp ? "token" : asked;
}

/**
 * Delivers a new session: in the cookie, or as a token that is shown once. The browser is known at the address from
 * then on, unless nobody proved that: the session was handed over (`isHandedOver`), or the account's address is
 * unproven.
 */
export async function deliverSession(
  ctx: ApiContext & { note: AuditNote },
  transport: Transport,
  granted: SignedIn & { secret: string },
  { isHandedOver = false } = {},
): Promise<{ user: SignedIn["user"]; session: Session; token?: string }> {
  const { session, secret } = granted;
  noteUser(ctx.note, granted.user);
  const told = await asToldToApp(ctx, granted);
  if (!told) throw new RefusalError({ reason: "FORBIDDEN" });
  const { user } = told;
  if (transportFor(ctx, transport) === "token") return { user, session, token: secret };
  await ctx.setSessionCookie(secret);
  // An app's session isn't a browser of the account's owner.
  if (session.audience === null && granted.user.emailVerified && !isHandedOver) {
    // By the database's clock, rounded up, because the answer has no fractions of a millisecond.
    const at = Date.parse(granted.session.lastSeenAt) + 1;
    const device = await rememberDevice(ctx.auth, user, ctx.client.deviceCookie, at);
    await ctx.setDeviceCookie(device, user.email);
  }
  return { user, session };
}
