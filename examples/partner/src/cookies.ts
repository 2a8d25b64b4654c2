import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

// On https both would be `Secure`, with the prefixes __Host- and __Secure-.
const SESSION = "partner";
const SIGN_IN = "partner-sign-in";

/** The token of a session that Watchword gave to this app; it can be read and ended, nothing else. */
export function readSession(c: Context): string | undefined {
  return getCookie(c, SESSION);
}

export function writeSession(c: Context, token: string, expiresAt: string): void {
  const expires = new Date(expiresAt);
  setCookie(c, SESSION, token, { path: "/", httpOnly: true, sameSite: "Lax", expires });
}

export function clearSession(c: Context): void {
  deleteCookie(c, SESSION, { path: "/" });
}

/** What this browser was sent off to sign in with. */
export interface SignInUnderWay {
  state: string;
  codeVerifier: string;
}

export function writeSignIn(c: Context, { state, codeVerifier }: SignInUnderWay): void {
  setCookie(c, SIGN_IN, `${state}.${codeVerifier}`, {
    path: "/callback",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: 30 * 60,
  });
}

/** Works once: the cookie is gone with the answer. */
export function takeSignIn(c: Context): SignInUnderWay | null {
  const [state, codeVerifier] = getCookie(c, SIGN_IN)?.split(".") ?? [];
  deleteCookie(c, SIGN_IN, { path: "/callback" });
  return state && codeVerifier ? { state, codeVerifier } : null;
}
