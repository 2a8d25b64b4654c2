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

/** Keeps the verifier of a sign-in under its state, so that two tabs don't take each other's. */
export function writeSignIn(c: Context, state: string, codeVerifier: string): void {
  setCookie(c, nameOf(state), codeVerifier, {
    path: "/callback",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: 30 * 60,
  });
}

/** The verifier of the sign-in that this browser was sent off to under the state; it works once. */
export function takeSignIn(c: Context, state: string): string | null {
  const codeVerifier = getCookie(c, nameOf(state)) ?? null;
  if (codeVerifier !== null) deleteCookie(c, nameOf(state), { path: "/callback" });
  return codeVerifier;
}

function nameOf(state: string): string {
  return `${SIGN_IN}-${/^[\w-]{1,64}$/.test(state) ? state : "unknown"}`;
}
