import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, passwordLength } from "./length.ts";
import type { Weakness } from "../refusal.ts";
import { isKnown, isPredictable } from "./patterns.ts";

/** A password that contains a word of its context must have at least this many other letters and digits. */
const MIN_OWN = 6;

/**
 * What is wrong with a new password of the account with `email`, or null. People put `productName` into passwords for
 * that product. Takes no noticeable time.
 */
export function findWeakness(
  password: string,
  { email, productName }: { email: string; productName: string },
): Weakness | null {
  const length = passwordLength(password);
  if (length < PASSWORD_MIN_LENGTH) return "too short";
  if (length > PASSWORD_MAX_LENGTH) return "too long";
  const folded = fold(password);
  if (isKnown(folded)) return "common";
  const words = [...addressWords(email), ...nameWords(fold(productName)), "watchword"];
  const rest = words
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ""), folded);
  if (rest.length < folded.length && lettersAndDigits(rest).length < MIN_OWN) return "contextual";
  return isPredictable(folded) ? "common" : null;
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

/** Words that an attacker who knows the address tries first. */
function addressWords(email: string): string[] {
  const [local = "", domain = ""] = email.split("@");
  return [email, local, domain, ...local.split(/[^\p{L}\p{N}]+/u), ...domain.split(".")];
}

/** `acme corp`, `acmecorp`, `acme` and `corp`. */
function nameWords(name: string): string[] {
  return [name, lettersAndDigits(name), ...name.split(/[^\p{L}\p{N}]+/u)];
}
