import { parseCookie, type SetCookie } from "cookie";

/**
 * What a browser deletes with its session: stored data of the origin and cached pages, but no cookies. Some of those,
 * like the device's, must outlive the session (ASVS 14.3.1).
 */
export const CLEAR_SITE_DATA = '"cache", "storage"';

/** The session cookie's name, and whether it is for https only. */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

/** 400 days, the most that a browser keeps; the database decides when the session ends. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** `__Host-` binds a cookie to its origin; browsers want https for it, which loopback lacks. */
export function sessionCookieFor(publicUrl: string): SessionCookie {
  const secure = new URL(publicUrl).protocol === "https:";
  return { name: secure ? "__Host-watchword" : "watchword", secure };
}

/** Only a bearer's header is ours, not others', such as HTTP Basic in front of a staging site. */
const BEARER = /^Bearer(?=\s|$)/i;

/** The secret that a caller presents: the bearer's if there is one, otherwise the cookie's. */
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

/** The device cookie, which shows that a browser signed in before; its MAC is checked later. */
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

/** The cookie that shows that a browser has signed in; signing out doesn't remove it. */
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
