import { refuse, type Refusal, type Weakness } from "../refusal.ts";
import type { PasswordHasher } from "./hash.ts";

/** What a new password is judged by and hashed with. */
export interface PasswordRules {
  passwords: PasswordHasher;
  /** What people know the product by: no word for a password. */
  productName: string;
  /** Whether a password is known from a breach; false where nobody can say. */
  isBreached: (password: string) => Promise<boolean>;
}

/**
 * The hash of a new password of the account with `email`. `WEAK_PASSWORD` says in `weakness` why not,
 * `UNAVAILABLE` that too many hashes wait. Call it when the right to set a password is established:
 * nobody's password is hashed for a stranger.
 */
export async function hashNewPassword(
  ctx: PasswordRules,
  password: string,
  email: string,
): Promise<{ ok: true; hash: string } | Refusal<"WEAK_PASSWORD" | "UNAVAILABLE">> {
  const weakness = await judgeNewPassword(ctx, password, email);
  if (weakness !== null) return refuseWeak(weakness);
  const hash = await ctx.passwords.hash(password);
  return hash === null ? refuse("UNAVAILABLE") : { ok: true, hash };
}

/**
 * What is wrong with a new password of the account with `email`; null where it will do. Throws for one that isn't
 * well-formed Unicode: half characters all hash alike.
 */
export async function judgeNewPassword(
  ctx: PasswordRules,
  password: string,
  email: string,
): Promise<Weakness | null> {
  if (!password.isWellFormed()) throw new Error("The password contains a lone surrogate.");
  // The list of known passwords takes megabytes, and many processes never judge one.
  const { findWeakness } = await import("./strength.ts");
  const { productName } = ctx;
  const weakness = findWeakness(password, { email, productName });
  return weakness ?? ((await ctx.isBreached(password)) ? "breached" : null);
}

/** A password that the library won't set, and what is wrong with it. */
export class WeakPasswordError extends Error {
  override readonly name = "WeakPasswordError";
  readonly weakness: Weakness;

  constructor(weakness: Weakness) {
    super(`The password was refused: ${weakness}.`);
    this.weakness = weakness;
  }
}

function refuseWeak(weakness: Weakness): Refusal<"WEAK_PASSWORD"> {
  return { ok: false, reason: "WEAK_PASSWORD", weakness };
}
