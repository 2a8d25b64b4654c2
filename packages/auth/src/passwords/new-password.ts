import { refuse, type Refusal, type Weakness } from "../refusal.ts";
import type { PasswordHasher } from "./hash.ts";

/** What a new password is judged by and hashed with. */
export interface PasswordRules {
  passwords: PasswordHasher;
  /** The product's name, which isn't a good word for a password. */
  productName: string;
  /** Whether a password is known from a breach; false if that can't be found out. */
  isBreached: (password: string) => Promise<boolean>;
}

/**
 * Hashes a new password of the account with `email`. `WEAK_PASSWORD` with the reason in `weakness`; `UNAVAILABLE` if
 * too many hashes wait. Call it only once the caller may set the password: hashing is expensive, and strangers mustn't
 * cause it.
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
 * What is wrong with a new password of the account with `email`; null if it will do. Throws if it isn't well-formed
 * Unicode, because all lone surrogates hash alike.
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

/** The library refuses to set a password; `weakness` says why. */
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
