import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { LONGEST_CODE } from "../guess-budget/bound.ts";
import { askerFor } from "../guess-budget/budgets.ts";
import { judgeNewPassword, WeakPasswordError } from "../new-password.ts";
import { getUser } from "../user/user.ts";
import type { Door } from "./door.ts";
import { type CodeSpec, prepareToken, type TokenSpec } from "./issue.ts";
import { IssuedToken } from "./issued-token.ts";
import { redeem } from "./redeem.ts";
import { TokenError } from "./token-error.ts";

interface AccountTokenSpec extends Pick<TokenSpec, "purpose" | "token"> {
  code?: Omit<CodeSpec, "asker">;
}

/** Stores a token of an account. Throws where there is no such account. */
export async function issueAccountToken(
  ctx: AuthContext,
  userId: string,
  { code, ...spec }: AccountTokenSpec,
): Promise<IssuedToken> {
  const user = await getUser(ctx, userId);
  const { id: ownerId, collection } = user;
  const prepared = prepareToken(ctx, {
    ...spec,
    ...(code && { code: { ...code, asker: await askerFor(ctx, user, null) } }),
    collection,
    userId: ownerId,
    email: null,
  });
  const { rows } = await sql<{ over_at: Date; code_length: number | null }>`
    WITH token AS (${prepared.insert}) SELECT over_at, code_length FROM token`.execute(ctx.db);
  const length = rows[0]?.code_length ?? LONGEST_CODE;
  const secret = prepared.code?.slice(0, length) ?? prepared.token;
  if (!rows[0] || !secret) throw new Error("The token was not stored.");
  return new IssuedToken(secret, user.id, rows[0].over_at);
}

export interface ValidateOptions {
  /** Set right after: a weak one is refused before the token is used. */
  newPassword?: string;
}

/**
 * Consumes a token of an account. Throws `TokenError`; a code out of attempts is `INVALID_TOKEN`. Throws
 * `WeakPasswordError` for a weak `newPassword`, and leaves a right token unused.
 */
export async function validateAccountToken(
  ctx: AuthContext,
  purpose: string,
  door: Door,
  { newPassword }: ValidateOptions = {},
): Promise<IssuedToken> {
  if (newPassword !== undefined) await judgeFirst(ctx, { purpose, door }, newPassword);
  const redeemed = await redeem<{ user_id: string; over_at: Date }>(ctx, {
    purpose,
    door,
    columns: sql`redeemed.user_id, redeemed.over_at`,
    joins: sql`LEFT JOIN redeemed USING (id)`,
  });
  if (redeemed.verdict !== "GRANTED") throw refused(redeemed.verdict);
  const secret = "code" in door ? door.code : door.token;
  return new IssuedToken(secret, redeemed.user_id, redeemed.over_at);
}

async function judgeFirst(
  ctx: AuthContext,
  redeeming: { purpose: string; door: Door },
  newPassword: string,
): Promise<void> {
  const probed = await redeem<{ email: string }>(ctx, {
    ...redeeming,
    consumes: false,
    columns: sql`known.email`,
    joins: sql`LEFT JOIN known ON true`,
  });
  if (probed.verdict !== "GRANTED") throw refused(probed.verdict);
  const weakness = await judgeNewPassword(ctx, newPassword, probed.email);
  if (weakness !== null) throw new WeakPasswordError(weakness);
}

function refused(verdict: string): TokenError {
  return new TokenError(verdict === "EXPIRED_TOKEN" ? "EXPIRED_TOKEN" : "INVALID_TOKEN");
}

/** Ends every token of one purpose that an account holds. */
export async function invalidateAccountTokens(
  ctx: AuthContext,
  purpose: string,
  userId: string,
): Promise<void> {
  await ctx.db
    .deleteFrom("tokens")
    .where("user_id", "=", userId)
    .where("purpose", "=", purpose)
    .execute();
}
