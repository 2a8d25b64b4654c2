import type { AuthContext } from "../context.ts";
import {
  invalidateAccountTokens,
  issueAccountToken,
  purposeOfApp,
  validateAccountToken,
  type ValidateOptions,
} from "./account-token.ts";
import type { IssuedToken } from "./issued-token.ts";

/** How long the tokens of one name last. */
export interface IdTokenOptions {
  /** Seconds. */
  expiresIn: number;
}

/** Issues and validates the long tokens of one name. */
export interface IdTokenHandler {
  /** A new token of `userId`; earlier ones stay alive. Throws for an unknown user. */
  issue(userId: string): Promise<IssuedToken>;
  /**
   * Consumes a token and says whose it was. Throws `TokenError`, and for a weak `newPassword`, with which
   * the token stays unused, `WeakPasswordError`.
   */
  validate(token: string, options?: ValidateOptions): Promise<IssuedToken>;
  /** Ends every token of this name that the user holds. */
  invalidateAllUserTokens(userId: string): Promise<void>;
}

/** Long, unguessable tokens that identify themselves, for links. `name` says what for. */
export function idToken(auth: AuthContext, name: string, options: IdTokenOptions): IdTokenHandler {
  const purpose = purposeOfApp(name);
  return {
    issue: (userId) =>
      issueAccountToken(auth, userId, purpose, { token: { ttlSeconds: options.expiresIn } }),
    validate: (token, judging) => validateAccountToken(auth, purpose, { token }, judging),
    invalidateAllUserTokens: (userId) => invalidateAccountTokens(auth, purpose, userId),
  };
}
