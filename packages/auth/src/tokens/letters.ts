import { randomInt } from "node:crypto";
import { isPlausible } from "./credential.ts";

/** Letters that form no words and aren't mistaken for each other (RFC 8628, 6.1): eight have 34 bits. */
const ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";

/** Random letters. */
export function randomLetters(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/**
 * A code of letters that somebody typed, without spaces and dashes and in capitals; null if it can't be one of this
 * length.
 */
export function readLetters(typed: string, length: number): string | null {
  if (!isPlausible(typed)) return null;
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  const isOne =
    letters.length === length && [...letters].every((letter) => ALPHABET.includes(letter));
  return isOne ? letters : null;
}
