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
  /** Makes a token of `userId`; earlier ones stay live. Throws for an unknown user. */
  issue(userId: string): Promise<IssuedToken>;
  /**
   * Consumes a token and returns it with its user. Throws `TokenError`, or `WeakPasswordError` for a weak
   * `newPassword`; then the token stays unused.
   */
  validate(token: string, options?: ValidateOptions): Promise<IssuedToken>;
  /** Ends every token of this name that the user has. */
  invalidateAllUserTokens(userId: string): Promise<void>;
}

/** Long, unguessable tokens that need nothing beside them, for links. `name` says what they are for. */
export function idToken(auth: AuthContext, name: string, options: IdTokenOptions): IdTokenHandler {
  const purpose = purposeOfApp(name);
  return {
    issue: (userId) =>
      issueAccountToken(auth, userId, purpose, { token: { ttlSeconds: options.expiresIn } }),
    validate: (token, judging) => validateAccountToken(auth, purpose, { token }, judging),
    invalidateAllUserTokens: (userId) => invalidateAccountTokens(auth, purpose, userId),
  };
}
