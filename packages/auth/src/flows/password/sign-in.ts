import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { addressBudget } from "../../guess-budget/budgets.ts";
import { needsRehash } from "../../passwords/hash.ts";
import { PASSWORD_MAX_LENGTH, passwordLength } from "../../passwords/length.ts";
import { type SignedIn, toSignedIn } from "../../views/session.ts";
import { signInNotice } from "../../notice/new-sign-in.ts";
import { newSession, type SessionStart } from "../../session/start.ts";
import { judgePassword } from "./judge.ts";

export type PasswordSignInResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<"INVALID_CREDENTIALS" | "TOO_MANY_ATTEMPTS" | "UNAVAILABLE">;

/**
 * Signs in by a password, with the same work for an address that has none. The session starts only
 * if the address and the password are still those that were judged.
 */
export async function signInWithPassword(
  ctx: AuthContext,
  input: { email: string; collection: string; password: string },
  start: SessionStart,
): Promise<PasswordSignInResult> {
  if (passwordLength(input.password) > PASSWORD_MAX_LENGTH) return refuse("INVALID_CREDENTIALS");
  const first = await judgeAndSignIn(ctx, input, start);
  // If two sign-ins renew the hash at the same time, the second finds another hash than it judged.
  const answer = first === "judged another hash" ? await judgeAndSignIn(ctx, input, start) : first;
  return answer === "judged another hash" ? refuse("INVALID_CREDENTIALS") : answer;
}

async function judgeAndSignIn(
  ctx: AuthContext,
  input: { email: string; collection: string; password: string },
  start: SessionStart,
): Promise<PasswordSignInResult | "judged another hash"> {
  const judged = await judgePassword(ctx, input, start.client);
  if (!judged.ok) return judged;

  const rehashed = needsRehash(judged.hash) ? await ctx.passwords.hash(input.password) : null;
  const { secret, takes: session } = newSession(ctx, start);
  const [row] = await ctx.call("sign_in_by_password", {
    user: judged.userId,
    email: input.email,
    judged_hash: judged.hash,
    password_hash: rehashed,
    locale: start.client.locale,
    budget: await addressBudget(ctx, input.collection, input.email),
    spent_budgets: judged.spent.budgets,
    spent_slots: judged.spent.slots,
    ...session,
    ...signInNotice(ctx, start.client),
  });
  if (row?.verdict !== "GRANTED")
    return rehashed === null ? refuse("INVALID_CREDENTIALS") : "judged another hash";
  return { ok: true, secret, ...toSignedIn(row) };
}
