import { parseCookie, stringifySetCookie } from "cookie";
import type { Settings, WithHeaders } from "./settings.ts";

type App = Pick<Settings, "appId" | "origin">;

/** A sign-in that a browser was sent off to, and what its answer is checked against. */
export interface PendingSignIn {
  state: string;
  codeVerifier: string;
  /** When it started, in milliseconds. */
  startedAt: number;
  /** Where to go afterwards: a path of the app. */
  next: string;
}

/** 400 days, the most that a browser keeps; Watchword says when the session ends. */
const SESSION_SECONDS = 400 * 24 * 60 * 60;

/** As long as a sign-in by mail may take at Watchword, with time to spare. */
const PENDING_SECONDS = 30 * 60;

/** The token of a session that Watchword gave to this app; null if the cookie contains nothing like one. */
export function readSession({ headers }: WithHeaders, app: App): string | null {
  const token = parseCookie(headers.get("cookie") ?? "")[sessionName(app)] ?? "";
  return /^[\w-]{1,512}$/.test(token) ? token : null;
}

export function sessionCookie(app: App, token: string): string {
  return write(app, sessionName(app), token, SESSION_SECONDS);
}

export function clearedSession(app: App): string {
  return write(app, sessionName(app), "", 0);
}

/** `__Host-partner`; on loopback, where there is no https, `partner`. */
export function sessionName(app: App): string {
  return prefix(app) + app.appId;
}

/** The sign-ins in progress in a browser: one for each tab, so that they don't take each other's answers. */
export function readPending({ headers }: WithHeaders, app: App): PendingSignIn[] {
  const cookies = Object.entries(parseCookie(headers.get("cookie") ?? ""));
  return cookies.flatMap(([name, value]) => {
    const start = pendingName(app, "");
    const state = name.slice(start.length);
    const [startedAt, codeVerifier, ...next] = value?.split(".") ?? [];
    if (!name.startsWith(start) || !/^[\w-]{43}$/.test(state) || !codeVerifier) return [];
    return [{ state, codeVerifier, startedAt: Number(startedAt) || 0, next: next.join(".") }];
  });
}

export function pendingCookie(app: App, pending: PendingSignIn): string {
  const { state, codeVerifier, startedAt, next } = pending;
  const value = [startedAt, codeVerifier, next].join(".");
  return write(app, pendingName(app, state), value, PENDING_SECONDS);
}

export function clearedPending(app: App, state: string): string {
  return write(app, pendingName(app, state), "", 0);
}

function pendingName(app: App, state: string): string {
  return `${prefix(app)}${app.appId}-sign-in-${state}`;
}

/** `__Host-` binds a cookie to its host; browsers accept it only over https. */
function prefix(app: App): string {
  return isSecure(app) ? "__Host-" : "";
}

function write(app: App, name: string, value: string, maxAge: number): string {
  return stringifySetCookie({
    name,
    value,
    maxAge,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(app),
  });
}

function isSecure({ origin }: App): boolean {
  return origin.startsWith("https:");
}
