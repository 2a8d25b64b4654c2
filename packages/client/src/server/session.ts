import { clearedSession, readSession } from "./cookies.ts";
import { failureOf } from "./failure.ts";
import { redirect, withCookies } from "./redirect.ts";
import type { Current, Settings, WithHeaders } from "./settings.ts";

/**
 * Asks Watchword whose session a browser has in this app; null if it has no valid one. Rejects if Watchword doesn't
 * answer.
 */
export async function findSession(
  request: WithHeaders,
  settings: Settings,
): Promise<Current | null> {
  const token = readSession(request, settings);
  if (token === null) return null;
  const current = await settings.watchword(request, token).session.current.query();
  // Another app that people sign in to has tokens of theirs as well, and could present them here.
  return current?.session.audience === settings.appId ? current : null;
}

/**
 * The answer to a visitor who isn't signed in: a redirect to sign in and back, or 401 if a browser couldn't come back.
 */
export async function guardRequest(
  request: Request,
  settings: Settings,
  find: () => Promise<Current | null>,
): Promise<Response | undefined> {
  const { pathname, search } = new URL(request.url);
  if ([settings.paths.signIn, settings.paths.callback].includes(pathname)) return undefined;
  try {
    if ((await find()) !== null) return undefined;
  } catch (error) {
    return withCookies(await settings.failed({ ...failureOf(error), status: 503 }, request), []);
  }
  const cookies = readSession(request, settings) === null ? [] : [clearedSession(settings)];
  if (!["GET", "HEAD"].includes(request.method)) {
    return withCookies(new Response("Sign in first", { status: 401 }), cookies);
  }
  const next = new URLSearchParams({ next: pathname + search });
  return redirect(`${settings.origin}${settings.paths.signIn}?${next}`, cookies);
}

/**
 * Whether the browser says that a page of this app makes the request. Under `Referrer-Policy: no-referrer` it hides the
 * origin of a form, but not whether the site is the same, which a page of another site can't claim.
 */
function isOwnPage({ headers }: Request, { origin }: Settings): boolean {
  const from = headers.get("origin");
  if (from === "null") return headers.get("sec-fetch-site") === "same-origin";
  return from === null || from === origin;
}

/** Ends the session that a browser has in this app. Only the app's own pages may ask for it, by POST. */
export async function endSession(
  request: Request,
  settings: Settings,
  goTo: string,
): Promise<Response> {
  if (request.method !== "POST") {
    return new Response("Sign out by POST", { status: 405, headers: { Allow: "POST" } });
  }
  if (!isOwnPage(request, settings)) {
    return new Response("Sign out from a page of this app", { status: 403 });
  }
  const token = readSession(request, settings);
  if (token !== null) {
    // Even without an answer the token is deleted here, and nobody else has it.
    await settings
      .watchword(request, token)
      .session.signOut.mutate()
      .catch(() => {});
  }
  return redirect(goTo, [clearedSession(settings)]);
}
