import type { Reason } from "./refusal.ts";

/**
 * What is limited for each client: having mail sent; having a code, link, token or password judged; and having anything
 * else recorded or listed.
 */
export type Limited = "mail" | "guess" | "write";

/** What the documentation says about a procedure beside its types; `/api/openapi.json` is made from it. */
export interface ProcedureMeta {
  /** The session that it requires: one of the product's own, an operator's, any or none, or none at all. */
  session?: "own" | "operator" | "any" | "none";
  /**
   * Which of its client's limits a call counts against, before anything else is done. A recorded call counts as a
   * `write` by default.
   */
  limit?: Limited;
  /**
   * Whether calls that name a registered app as `audience` are counted as its redemptions; then only refused ones count
   * as `limit` says.
   */
  byApp?: true;
  /** Whether `admitVisitor` requires a captcha, if one is set up and needed. */
  captcha?: true;
  /** Whether it is recorded although it changes nothing. */
  recorded?: true;
  /**
   * The reasons for which the procedure itself may refuse a call; `refusalsOf` adds those of all procedures of its
   * kind.
   */
  refuses?: readonly Reason[];
  /** A line, beginning with a verb. Each procedure has one; a test fails if it is missing. */
  summary?: string;
  /** Further details, in Markdown. */
  description?: string;
}

// Sentences that apply to several procedures.

export const ALIKE =
  "Does and answers the same for every address, whether it has an account or not.";

export const CODE =
  "A wrong code uses up one of its attempts, a malformed one (`INVALID_INPUT`) none.";

export const LINK = "`token` is the last part of the link's path; it outlives the code's attempts.";

export const OWN_LINK = `${LINK} It works only in a session of its account.`;

export const LOOK =
  "Uses nothing up. A link that was used is `INVALID_TOKEN`, with `used` beside it.";

export const SAME_CODE =
  "With the attempts that it has left and the same expiry. `RATE_LIMITED` before `resendAt`, and after the last mail.";

export const FRESH = "`REAUTHENTICATE` unless the session signed in within the last few minutes.";

export const ENDS_OTHERS =
  "Every other session of the account ends, and every code and link that is under way.";

export const RENEWS =
  "The session continues under a new secret: in the cookie or, for a bearer, as `token`.";

// Refusals that several procedures have in common.

/** Refusals of a mailed link, or another long token. */
export const TOKEN_REFUSALS = ["INVALID_TOKEN", "EXPIRED_TOKEN"] as const;

/** Refusals of a code, whose attempts are counted. */
export const CODE_REFUSALS = [...TOKEN_REFUSALS, "TOO_MANY_ATTEMPTS"] as const;

/** Refusals when a challenge is mailed again. */
export const RESEND_REFUSALS = [...TOKEN_REFUSALS, "RATE_LIMITED"] as const;
