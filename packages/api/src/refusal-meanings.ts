import type { Reason } from "./refusal.ts";

/** What each reason means, in a sentence for developers; people get words of the app's own. */
export const MEANINGS: Record<Reason | "INTERNAL_SERVER_ERROR", string> = {
  INVALID_INPUT:
    "The input has a wrong shape, type or length, an unknown field, or isn't JSON; `fields` says where.",
  INVALID_TOKEN: "The code or token is wrong, unknown, used, or made for another purpose.",
  EXPIRED_TOKEN: "The code or token is ours and unused, but it has expired.",
  TOO_MANY_ATTEMPTS:
    "No more guesses are judged, at this code or from this client. The mail's link still works.",
  WEAK_PASSWORD:
    "The password is too short, too long, common, contextual or breached; `fields.password` says which.",
  INVALID_CREDENTIALS:
    "The address and the password don't go together, or the current password is wrong.",
  UNAUTHENTICATED: "There is no session, or it has ended.",
  REAUTHENTICATE:
    "The session signed in too long ago for what can't be taken back. Sign in again first.",
  FORBIDDEN:
    "The caller may not do this: it isn't theirs, needs an operator or a captcha, or comes from another origin's page or another app's session.",
  RATE_LIMITED: "Too early, or too often. `retryAfterMs` says when to try again.",
  UNAVAILABLE:
    "The database can't be reached, too many passwords are waiting to be hashed, or code of the app that Watchword calls failed.",
  INTERNAL_SERVER_ERROR: "A bug of Watchword's. It was logged.",
};
