import { type AuthContext, refuse, type Refusal } from "./context.ts";
import { findWeakness, type Weakness } from "./password-strength.ts";

/**
 * The hash of a new password of the account with `email`. `WEAK_PASSWORD` says in `weakness` why not,
 * `UNAVAILABLE` that too many hashes wait. Call it when the right to set a password is established:
 * nobody's password is hashed for a stranger.
 */
export async function hashNewPassword(
  ctx: AuthContext,
  password: string,
  email: string,
): Promise<{ ok: true; hash: string } | Refusal<"WEAK_PASSWORD" | "UNAVAILABLE">> {
  const weakness =
    findWeakness(password, email) ?? ((await ctx.isBreached(password)) ? "breached" : null);
  if (weakness !== null) return refuseWeak(weakness);
  const hash = await ctx.passwords.hash(password);
  return hash === null ? refuse("UNAVAILABLE") : { ok: true, hash };
}

function refuseWeak(weakness: Weakness): Refusal<"WEAK_PASSWORD"> {
  return { ok: false, reason: "WEAK_PASSWORD", weakness };
}
