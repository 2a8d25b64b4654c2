import { readSessionSecret, sessionSetCookie } from "@watchword/api/session-cookie";
import type { IssuedSession } from "@watchword/auth";
import { findSession, type SignedIn } from "@watchword/auth/session";
import { stringifySetCookie } from "cookie";
import type { Core } from "./core.ts";
import { headersOf, type Incoming } from "./incoming.ts";

/** Sessions, for server code. */
export interface Sessions {
  /** A session of an account, just authenticated; `toString()` is its secret. Throws for an unknown or disabled one. */
  create(userId: string): Promise<IssuedSession>;
  /** The `Set-Cookie` of a session, or with null of none. */
  cookie(session: IssuedSession | null): string;
  /** Ends every session of an account. */
  endAll(userId: string): Promise<void>;
}

export function createSessions({ auth, site }: Core): Sessions {
  return {
    create: auth.createSession,
    cookie: (session) =>
      stringifySetCookie(sessionSetCookie(site.sessionCookie, session && session.toString())),
    endAll: auth.invalidateAllUserSessions,
  };
}

/** Who makes a request. Null for nobody, and for a session that was handed to another app. */
export async function getSession(
  { auth, site }: Core,
  incoming: Incoming,
): Promise<SignedIn | null> {
  const secret = readSessionSecret(headersOf(incoming), site.sessionCookie);
  const current = secret === null ? null : await findSession(auth, secret);
  return current?.session.audience === null ? current : null;
}
