import { problemOf, type Reason } from "../refusal.ts";

/** Why a sign-in failed. */
export interface Failure {
  /**
   * `access_denied`: the user didn't agree. `malformed`: the sign-in wasn't started in this browser, or it has expired.
   * Otherwise the reason that Watchword gave; `UNAVAILABLE` also if it didn't answer in time.
   */
  reason: "access_denied" | "malformed" | Reason;
  /** The HTTP status that fits. */
  status: number;
}

/** Why a call to Watchword failed. Throws any other error, which is a bug. */
export function failureOf(error: unknown): Failure {
  const { reason } = problemOf(error);
  const passes = reason === "RATE_LIMITED" || reason === "UNAVAILABLE";
  return { reason, status: passes ? 503 : 400 };
}

/** The page for an app that has none of its own. */
export function failurePage(
  { reason, status }: Failure,
  { signIn, home }: { signIn: string; home: string },
): Response {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Not signed in</title>
<body style="font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1.5rem">
<h1>You aren’t signed in</h1>
<p>${inWords(reason)}</p>
<p><a href="${encodeURI(signIn)}">Sign in</a></p>
<p><a href="${encodeURI(home)}">Back to the start</a></p>
</html>
`;
  return new Response(page, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      ...(status === 503 && { "Retry-After": "5" }),
    },
  });
}

function inWords(reason: Failure["reason"]): string {
  switch (reason) {
    case "access_denied":
      return "You chose not to continue.";
    case "malformed":
      return "This sign-in wasn’t started in this browser, or it has expired.";
    case "UNAVAILABLE":
    case "RATE_LIMITED":
      return "Signing in isn’t possible at the moment. Reload this page in a few seconds.";
    default:
      return "This sign-in has expired. Start again.";
  }
}
