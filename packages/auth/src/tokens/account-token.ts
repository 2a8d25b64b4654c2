import type { AuthContext } from "../context.ts";
import { LONGEST_CODE } from "../policy/guess-bound.ts";
import { addressBudget } from "../guess-budget/budgets.ts";
import { guessLimits } from "../guess-budget/limits.ts";
import { hashSecret } from "../keys/keys.ts";
import { judgeNewPassword, WeakPasswordError } from "../passwords/new-password.ts";
import { getUser } from "../user/user.ts";
import type { User } from "../views/user.ts";
import { FOREIGN_KEY_VIOLATION } from "@watchword/db/sql-states";
import { uuidByTime } from "../uuid.ts";
import { drawCode, hashCodes } from "./codes.ts";
import { hashGuess, isPlausible } from "./credential.ts";
import { IssuedToken } from "./issued-token.ts";
import { createLongToken, toLongToken } from "../keys/long-token.ts";
import { redeem } from "./redeem.ts";
import { TokenError } from "./token-error.ts";

/** A code that is presented together with its account, or a long token. Lifetimes in seconds. */
export type AccountTokenSpec =
  | { code: { digits: number; ttlSeconds: number; maxAttempts: number } }
  | { token: { ttlSeconds: number } };

export type AccountCredential = { code: string; subject: string } | { token: string };

/**
 * Keeps the names of an app's tokens apart from our purposes: an app's own `password-reset` token can't reset a
 * password here.
 */
export function purposeOfApp(name: string): string {
  return `app:${name}`;
}

/** Stores a token of an account. Throws if there is no such account. */
export async function issueAccountToken(
  ctx: AuthContext,
  userId: string,
  purpose: string,
  spec: AccountTokenSpec,
): Promise<IssuedToken> {
  try {
    return await storeAccountToken(ctx, await getUser(ctx, userId), purpose, spec);
  } catch (error) {
    // The account was deleted in the meantime: this throws the error for that.
    if ((error as { code?: string }).code === FOREIGN_KEY_VIOLATION) await getUser(ctx, userId);
    throw error;
  }
}

async function storeAccountToken(
  ctx: AuthContext,
  user: User,
  purpose: string,
  spec: AccountTokenSpec,
): Promise<IssuedToken> {
  const { id: holder, collection } = user;
  const of = { purpose, collection, user: holder, ...guessLimits(ctx) };
  if ("token" in spec) {
    const id = uuidByTime();
    const secret = createLongToken(id);
    const [row] = await ctx.call("issue_account_token", {
      ...of,
      id,
      address_key: null,
      digits: null,
      code_hashes: null,
      code_ttl: null,
      max_attempts: null,
      token_hash: hashSecret(secret),
      token_ttl: spec.token.ttlSeconds,
    });
    return issued(secret, holder, row);
  }
  const { digits, ttlSeconds, maxAttempts } = spec.code;
  const code = drawCode();
  const [row] = await ctx.call("issue_account_token", {
    ...of,
    id: uuidByTime(),
    address_key: await addressBudget(ctx, collection, user.email),
    digits,
    code_hashes: hashCodes(ctx, { purpose, collection, holder }, { code, digits }),
    code_ttl: ttlSeconds,
    max_attempts: maxAttempts,
    token_hash: null,
    token_ttl: null,
  });
  return issued(code.slice(0, row?.code_length ?? LONGEST_CODE), holder, row);
}

function issued(secret: string, userId: string, row: { over_at: Date } | undefined): IssuedToken {
  if (!row) throw new Error("The token was not stored.");
  return new IssuedToken(secret, userId, row.over_at);
}

export interface ValidateOptions {
  /** The password that is set next: if it is weak, it is refused before the token is used. */
  newPassword?: string;
}

/**
 * Consumes a token of an account. Throws `TokenError`; a code out of attempts is `INVALID_TOKEN`. Throws
 * `WeakPasswordError` for a weak `newPassword`, and leaves a right token unused.
 */
export async function validateAccountToken(
  ctx: AuthContext,
  purpose: string,
  credential: AccountCredential,
  { newPassword }: ValidateOptions = {},
): Promise<IssuedToken> {
  if (newPassword !== undefined) {
    const { email } = await useToken(ctx, purpose, credential, false);
    const weakness = await judgeNewPassword(ctx, newPassword, email);
    if (weakness !== null) throw new WeakPasswordError(weakness);
  }
  const { userId, overAt } = await useToken(ctx, purpose, credential, true);
  return new IssuedToken("code" in credential ? credential.code : credential.token, userId, overAt);
}

/** Judges a token, and uses it up if it `consumes`. Throws `TokenError`. */
async function useToken(
  ctx: AuthContext,
  purpose: string,
  credential: AccountCredential,
  consumes: boolean,
) {
  const rows = callFor(ctx, purpose, credential, consumes);
  const used = rows && (await redeem(rows));
  if (!used?.ok)
    throw new TokenError(used?.reason === "EXPIRED_TOKEN" ? used.reason : "INVALID_TOKEN");
  const { user_id, email, over_at } = used.row;
  if (user_id === null || email === null || over_at === null)
    throw new Error("A token was redeemed for nobody.");
  return { userId: user_id, email, overAt: over_at };
}

function callFor(
  ctx: AuthContext,
  purpose: string,
  credential: AccountCredential,
  consumes: boolean,
) {
  if ("token" in credential) {
    if (!isPlausible(credential.token)) return null;
    return ctx.call("redeem_account_token", {
      purpose,
      ...toLongToken(credential.token),
      consumes,
    });
  }
  const code_hashes = hashGuess(ctx, purpose, credential.subject, credential.code);
  const takes = { purpose, user: credential.subject, consumes, ...guessLimits(ctx) };
  return code_hashes && ctx.call("redeem_account_code", { ...takes, code_hashes });
}

/** Ends every token of one purpose that an account holds. */
export async function invalidateAccountTokens(
  ctx: AuthContext,
  purpose: string,
  userId: string,
): Promise<void> {
  await ctx.call("end_account_tokens", { purpose, user: userId });
}
