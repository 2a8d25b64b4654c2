import type { AuthContext } from "../../context.ts";
import { randomLetters, readLetters } from "../../tokens/letters.ts";

/** One letter more than a hand-off's code, which is typed on the same page, so that the length tells them apart. */
export const LETTERS = 9;

/** `BCD-FGH-JKL`: what a device shows, to be typed in a browser. 39 bits. */
export function createUserCode(): string {
  return inGroups(randomLetters(LETTERS));
}

/** A user code as it is shown, from what somebody typed; null if that can't be one. */
export function readUserCode(typed: string): string | null {
  const letters = readLetters(typed, LETTERS);
  return letters === null ? null : inGroups(letters);
}

/** The hashes that a user code has under each secret, the signing one's first. */
export function hashUserCode(ctx: AuthContext, userCode: string): [Buffer, ...Buffer[]] {
  const binding = { purpose: "device-authorization", collection: "", holder: "" };
  return ctx.keys.hashCode(binding, userCode);
}

function inGroups(letters: string): string {
  return [letters.slice(0, 3), letters.slice(3, 6), letters.slice(6)].join("-");
}
