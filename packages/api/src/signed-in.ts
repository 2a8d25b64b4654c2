import type { Client } from "@watchword/auth/client";
import type { Session, SignedIn } from "@watchword/auth/session";
import type { ApiContext } from "./context.ts";

/** What a new session is started from: the caller, and the session that they had. */
export function sessionStart(ctx: ApiContext): { client: Client; previousSecret: string | null } {
  return { client: ctx.client, previousSecret: ctx.sessionSecret };
}

/** Hands a new session over: in the cookie, or as a token told once. */
export async function handOver(
  ctx: ApiContext,
  transport: "cookie" | "token",
  granted: SignedIn & { secret: string },
): Promise<{ user: SignedIn["user"]; session: Session; token?: string }> {
  const { user, session, secret } = granted;
  if (transport === "token") return { user, session, token: secret };
  await ctx.setSessionCookie(secret);
  return { user, session };
}
