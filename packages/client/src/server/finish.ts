import { readCallback } from "../handoff.ts";
import { pathAfterSignIn } from "./begin.ts";
import {
  clearedPending,
  type PendingSignIn,
  readPending,
  readSession,
  sessionCookie,
} from "./cookies.ts";
import { type Failure, failureOf } from "./failure.ts";
import { redirect, withCookies } from "./redirect.ts";
import type { Settings } from "./settings.ts";

/** Checks the answer that a browser brings, redeems its token, and puts the session into a cookie. */
export async function finishSignIn(request: Request, settings: Settings): Promise<Response> {
  const pending = findPending(request, settings);
  const answer = readCallback(request.url, pending?.state ?? null);
  if (pending === null || (!answer.ok && answer.reason === "malformed")) {
    // Somebody went back to a page that was done already.
    if (readSession(request, settings) !== null) return redirect(home(settings));
    return fail({ reason: "malformed", status: 400 });
  }
  const over = [clearedPending(settings, pending.state)];
  if (!answer.ok) return fail({ reason: "access_denied", status: 403 }, over);
  try {
    const token = await redeem(answer.token, pending);
    const next = pathAfterSignIn(pending.next, settings.paths);
    // Leads on to a clean address, so that the token isn't in the browser's history.
    return redirect(settings.origin + next, [...over, sessionCookie(settings, token)]);
  } catch (error) {
    const failure = failureOf(error);
    // A temporary failure may be gone when the page is loaded again.
    return fail(failure, failure.status === 503 ? [] : over);
  }

  async function redeem(token: string, { codeVerifier }: PendingSignIn): Promise<string> {
    const { appId, watchword } = settings;
    const signedIn = await watchword(request).oneTimeToken.verify.mutate({
      token,
      audience: appId,
      codeVerifier,
      transport: "token",
    });
    if (signedIn.token === undefined) throw new Error("Watchword gave a session, but no token.");
    return signedIn.token;
  }

  async function fail(failure: Failure, cookies: string[] = []): Promise<Response> {
    return withCookies(await settings.failed(failure, request), cookies);
  }
}

function findPending(request: Request, settings: Settings): PendingSignIn | null {
  const state = new URL(request.url).searchParams.get("state");
  return readPending(request, settings).find((pending) => pending.state === state) ?? null;
}

function home({ origin, paths }: Settings): string {
  return origin + paths.home;
}
