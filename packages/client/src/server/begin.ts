import { sameOriginPath } from "@watchword/auth/next-path";
import { handoffUrl } from "../handoff.ts";
import { createPkce, createState } from "../pkce.ts";
import { clearedPending, pendingCookie, type PendingSignIn, readPending } from "./cookies.ts";
import { redirect } from "./redirect.ts";
import type { Paths, Settings } from "./settings.ts";

/**
 * How many sign-ins a browser may have in progress. With more, the oldest ends, because servers refuse too many
 * cookies.
 */
const MAX_PENDING = 5;

/** Longer paths don't fit into so many cookies; people are sent to the app's start page then. */
const MAX_NEXT_LENGTH = 512;

/**
 * Sends a browser to Watchword, with a cookie that the answer will be checked against. `?next=` is a path of the app.
 */
export async function beginSignIn(request: Request, settings: Settings): Promise<Response> {
  const { url, appId, paths } = settings;
  const { codeVerifier, codeChallenge } = await createPkce();
  const pending: PendingSignIn = {
    state: createState(),
    codeVerifier,
    startedAt: Date.now(),
    next: pathAfterSignIn(new URL(request.url).searchParams.get("next"), paths),
  };
  const oldestFirst = readPending(request, settings).toSorted((a, b) => a.startedAt - b.startedAt);
  return redirect(handoffUrl({ url, app: appId, codeChallenge, state: pending.state }), [
    ...oldestFirst.slice(0, 1 - MAX_PENDING).map(({ state }) => clearedPending(settings, state)),
    pendingCookie(settings, pending),
  ]);
}

/** Returns a path of this app that isn't a step of signing in; home for anything else. */
export function pathAfterSignIn(next: string | null, { signIn, callback, home }: Paths): string {
  const path = sameOriginPath(next);
  if (path === null || path.length > MAX_NEXT_LENGTH) return home;
  return [signIn, callback].includes(path.split(/[?#]/, 1)[0] ?? "") ? home : path;
}
