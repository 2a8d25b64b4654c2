import { judgeOrigin, withoutCookies } from "@watchword/api/cross-origin";
import { readSessionSecret, sessionSetCookie } from "@watchword/api/session-cookie";
import type { IssuedSession } from "@watchword/auth";
import { findSession, type SignedIn } from "@watchword/auth/session";
import { stringifySetCookie } from "cookie";
import type { Core } from "./core.ts";
import { headersOf, type Incoming, methodOf } from "./incoming.ts";

/** Sessions, for server code. */
export interface Sessions {
  /**
   * Starts a session of an account that counts as just authenticated; `toString()` is its secret. Throws if the account
   * is unknown or disabled.
   */
  create(userId: string): Promise<IssuedSession>;
  /** The `Set-Cookie` of a session; null clears the cookie. */
  cookie(session: IssuedSession | null): string;
  /** Ends every session of an account. */
  endAll(userId: string): Promise<void>;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function createSessions({ auth, site }: Core): Sessions {
  return {
    create: auth.createSession,
    cookie: (session) =>
      stringifySetCookie(sessionSetCookie(site.sessionCookie, session && session.toString())),
    endAll: auth.invalidateAllUserSessions,
  };
}

/**
 * Who makes a request; null if nobody is signed in, or the session was handed to another app. If a page of another
 * origin makes a request that changes something (a POST and the like), its cookies are ignored.
 */
export async function getSession(
  { auth, site }: Core,
  incoming: Incoming,
): Promise<SignedIn | null> {
  const headers = headersOf(incoming);
  const method = methodOf(incoming);
  const own = { publicUrl: site.process.publicUrl, apps: [] };
  const counts = SAFE_METHODS.has(method) || judgeOrigin({ headers, method }, own).ok;
  const secret = readSessionSecret(counts ? headers : withoutCookies(headers), site.sessionCookie);
  const current = secret === null ? null : await findSession(auth, secret);
  return current?.session.audience === null ? current : null;
}
