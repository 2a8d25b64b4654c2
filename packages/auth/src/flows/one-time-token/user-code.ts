import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { networkLimits } from "../../guess-budget/limits.ts";
import { letterBudget } from "../../policy/guess-bound.ts";
import { randomLetters, readLetters } from "../../tokens/letters.ts";

const LENGTH = 8;

/** What a user code stands for, sealed beside it. */
interface SealedUserCode {
  token: string;
  userCode: string;
}

/** `BCDF-GHJK`: a code that stands for a one-time token, short enough to be typed on another device. */
export function createUserCode(): string {
  const letters = randomLetters(LENGTH);
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A user code's columns beside its token. */
export function userCodeColumns(ctx: AuthContext, id: string, opens: SealedUserCode) {
  return {
    code_hash: hashesOf(ctx, opens.userCode)[0] ?? null,
    sealed: ctx.keys.seal(JSON.stringify(opens), id),
  };
}

/** What a sealed user code stands for; null if there is none any more. */
export function unsealUserCode(
  ctx: AuthContext,
  id: string,
  sealed: Buffer | null,
): SealedUserCode | null {
  const json = sealed && ctx.keys.unseal(sealed, id);
  return json === null ? null : (JSON.parse(json) as SealedUserCode);
}

/**
 * Uses up a user code, and returns the one-time token that it stands for. `INVALID_TOKEN` for a code that is wrong,
 * used or expired; a wrong one counts in the guess budgets of the client and of the deployment, and if one of these is
 * spent, `TOO_MANY_ATTEMPTS`. Text that can't be a user code isn't counted.
 */
export async function exchangeUserCode(
  ctx: AuthContext,
  { userCode, client }: { userCode: string; client: Client },
): Promise<{ ok: true; token: string } | Refusal<"INVALID_TOKEN" | "TOO_MANY_ATTEMPTS">> {
  if (readLetters(userCode, LENGTH) === null) return refuse("INVALID_TOKEN");
  const [row] = await ctx.call("exchange_user_code", {
    code_hashes: hashesOf(ctx, userCode),
    ...(await networkLimits(ctx, client)),
    wrong_a_day: letterBudget(ctx.policy, LENGTH),
  });
  if (row?.verdict === "TOO_MANY_ATTEMPTS") return refuse("TOO_MANY_ATTEMPTS");
  const opens = row?.id ? unsealUserCode(ctx, row.id, row.sealed) : null;
  return opens ? { ok: true, token: opens.token } : refuse("INVALID_TOKEN");
}

function hashesOf(ctx: AuthContext, userCode: string): Buffer[] {
  const binding = { purpose: "user-code", collection: "", holder: "" };
  return ctx.keys.hashCode(binding, readLetters(userCode, LENGTH) ?? "");
}
