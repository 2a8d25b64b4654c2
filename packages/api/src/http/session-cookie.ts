import { parseCookie, type SetCookie } from "cookie";

/**
 * What a browser forgets with its session: what it stored for the origin and kept of pages, but no cookies.
 * Those that outlive the session, like the device's, are ours to keep (ASVS 14.3.1).
 */
export const CLEAR_SITE_DATA = '"cache", "storage"';

/** The session cookie's name, and whether it is for https only. */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

/** 400 days, the most a browser keeps; when the session ends is for the database to say. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** `__Host-` binds a cookie to its origin; browsers want https for it, which loopback lacks. */
export function sessionCookieFor(publicUrl: string): SessionCookie {
  const secure = new URL(publicUrl).protocol === "https:";
  return { name: secure ? "__Host-watchword" : "watchword", secure };
}

/** A bearer's; what others put into the header, such as HTTP Basic in front of a staging site, isn't ours. */
const BEARER = /^Bearer(?=\s|$)/i;

/** The secret that a caller presents: the bearer's where there is one, else the cookie's. */
export function readSessionSecret(
  headers: Pick<Headers, "get">,
  cookie: SessionCookie,
): string | null {
  const authorization = headers.get("authorization") ?? "";
  if (BEARER.test(authorization))
    return /^Bearer ([\w-]{1,512})$/i.exec(authorization)?.[1] ?? null;
  const value = parseCookie(headers.get("cookie") ?? "")[cookie.name];
  return value !== undefined && /^[\w-]{1,512}$/.test(value) ? value : null;
}

/** What a browser presents of having signed in before; judged by its MAC. */
export function readDeviceCookie(
  headers: Pick<Headers, "get">,
  { name }: SessionCookie,
): string | null {
  return parseCookie(headers.get("cookie") ?? "")[`${name}-device`] ?? null;
}

/** How a caller presents their session. */
export function presentedTransport(headers: Pick<Headers, "get">): "cookie" | "token" {
  return BEARER.test(headers.get("authorization") ?? "") ? "token" : "cookie";
}

/** The cookie that holds a new secret, or that clears it. */
export function sessionSetCookie({ name, secure }: SessionCookie, secret: string | null) {
  return lastingCookie(name, secret ?? "", secure, secret === null ? 0 : MAX_AGE_SECONDS);
}

/** The cookie by which a browser is known to have signed in; signing out leaves it. */
export function deviceSetCookie({ name, secure }: SessionCookie, value: string) {
  return lastingCookie(`${name}-device`, value, secure, MAX_AGE_SECONDS);
}

function lastingCookie(name: string, value: string, secure: boolean, maxAge: number) {
  return {
    name,
    value,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
    maxAge,
  } as const satisfies SetCookie;
}
