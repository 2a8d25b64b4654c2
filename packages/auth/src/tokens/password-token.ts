import type { AuthContext } from "../context.ts";
import {
  invalidateAccountTokens,
  issueAccountToken,
  purposeOfApp,
  validateAccountToken,
  type ValidateOptions,
} from "./account-token.ts";
import type { IssuedToken } from "./issued-token.ts";

/** How the codes of one name look and how long they last. */
export interface PasswordTokenOptions {
  /** Seconds. */
  expiresIn: number;
  /** Digits of the code: 6 to 10; 6 by default. */
  digits?: number;
  /** Wrong guesses that end a code; 5 by default and at most. */
  maxAttempts?: number;
}

/** Issues and validates the short codes of one name. */
export interface PasswordTokenHandler {
  /** Makes a code of `userId`; earlier ones stay live. Throws for an unknown user. */
  issue(userId: string): Promise<IssuedToken>;
  /**
   * Consumes a code; a wrong one costs each live code of the user an attempt. Throws `TokenError`, or
   * `WeakPasswordError` for a weak `newPassword`; then the code stays unused.
   */
  validate(password: string, userId: string, options?: ValidateOptions): Promise<IssuedToken>;
  /** Ends every code of this name that the user has. */
  invalidateAllUserTokens(userId: string): Promise<void>;
}

/** Short codes, which are presented together with their user and allow few attempts. `name` says what they are for. */
export function passwordToken(
  auth: AuthContext,
  name: string,
  options: PasswordTokenOptions,
): PasswordTokenHandler {
  const { expiresIn: ttlSeconds, digits = 6, maxAttempts = 5 } = options;
  if (digits < 6 || digits > 10) throw new RangeError("A code has 6 to 10 digits.");
  if (maxAttempts < 1 || maxAttempts > 5) throw new RangeError("A code has 1 to 5 attempts.");
  const purpose = purposeOfApp(name);
  return {
    issue: (userId) =>
      issueAccountToken(auth, userId, purpose, { code: { digits, ttlSeconds, maxAttempts } }),
    validate: (password, userId, judging) =>
      validateAccountToken(auth, purpose, { code: password, subject: userId }, judging),
    invalidateAllUserTokens: (userId) => invalidateAccountTokens(auth, purpose, userId),
  };
}
