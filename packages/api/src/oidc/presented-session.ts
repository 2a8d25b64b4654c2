import type { SignedIn } from "@watchword/auth/session";
import type { ApiContext } from "../context.ts";
import { createCaller } from "../router.ts";
import { openSessionToken, type SessionToken, type Use } from "../app-session/session-token.ts";

/** A session that an app presents by an access or refresh token. */
export interface PresentedSession extends SignedIn, SessionToken {
  /** The app that it was handed to. */
  appId: string;
}

/** The live session that a token is for; null for any other token. */
export async function findByToken(
  ctx: ApiContext,
  use: Use,
  presented: string,
): Promise<PresentedSession | null> {
  const opened = openSessionToken(ctx, use, presented);
  if (opened === null) return null;
  const current = await callerOf(ctx, opened.secret).session.current();
  const appId = current?.session.audience ?? null;
  // An app that was removed from the environment keeps its sessions, but learns nothing more about anybody.
  if (!current || appId === null || !ctx.apps.some(({ id }) => id === appId)) return null;
  return { ...current, ...opened, appId };
}

/** Calls the procedures with the session that has this secret. */
export function callerOf(ctx: ApiContext, secret: string) {
  return createCaller({ ...ctx, sessionSecret: secret, transport: "token" });
}
