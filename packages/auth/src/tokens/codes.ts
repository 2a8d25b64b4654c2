import { randomInt } from "node:crypto";
import type { AuthContext } from "../context.ts";
import { LONGEST_CODE } from "../policy/guess-bound.ts";
import type { CodeBinding } from "../keys/keys.ts";

/** A code of the greatest length; the database decides how many of its digits are used. */
export function drawCode(): string {
  return Array.from({ length: LONGEST_CODE }, () => randomInt(10)).join("");
}

/** Hashes of the code with `digits` digits, and with each further digit up to `most`. */
export function hashCodes(
  ctx: AuthContext,
  binding: CodeBinding,
  { code, digits, most = LONGEST_CODE }: { code: string; digits: number; most?: number },
): Buffer[] {
  return Array.from(
    { length: most - digits + 1 },
    (_, more) => ctx.keys.hashCode(binding, code.slice(0, digits + more))[0],
  );
}
