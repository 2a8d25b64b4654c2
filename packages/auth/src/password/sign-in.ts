import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { releaseOwned } from "../delivery/suppression.ts";
import { addressBudget } from "../guess-budget/budgets.ts";
import { needsRehash } from "../password-hash.ts";
import { PASSWORD_MAX_LENGTH, passwordLength } from "../password-length.ts";
import {
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import { judgePassword } from "./judge.ts";

export type PasswordSignInResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<"INVALID_CREDENTIALS" | "TOO_MANY_ATTEMPTS" | "UNAVAILABLE">;

/**
 * Signs in by a password, with the same work for an address that has none. The session starts only
 * if the password is still the one that was judged.
 */
export async function signInWithPassword(
  ctx: AuthContext,
  input: { email: string; collection: string; password: string },
  start: SessionStart,
): Promise<PasswordSignInResult> {
  if (passwordLength(input.password) > PASSWORD_MAX_LENGTH) return refuse("INVALID_CREDENTIALS");
  const judged = await judgePassword(ctx, input, start.client);
  if (!judged.ok) return judged;

  const rehashed = needsRehash(judged.hash) ? await ctx.passwords.hash(input.password) : null;
  const address = await addressBudget(ctx, input.collection, input.email);
  const { secret, ctes } = prepareSession(ctx, start, sql`${address}::bytea`);
  const { rows } = await sql<SignedInRow>`
    WITH account AS (
      UPDATE users SET
        password_hash = coalesce(${rehashed}, password_hash),
        locale = coalesce(${start.client.locale}, locale)
      WHERE id = ${judged.userId} AND password_hash = ${judged.hash} AND disabled_at IS NULL
      RETURNING users.*
    ), given_back AS (${judged.giveBack}), ${releaseOwned(sql`account`)}, ${ctes}
    SELECT ${signedInColumns} FROM account JOIN session ON session.user_id = account.id`.execute(
    ctx.db,
  );
  return rows[0] ? { ok: true, secret, ...toSignedIn(rows[0]) } : refuse("INVALID_CREDENTIALS");
}
