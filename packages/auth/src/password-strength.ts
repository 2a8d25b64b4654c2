import { dictionary } from "@zxcvbn-ts/language-common";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, passwordLength } from "./password-length.ts";

/** What a password may not be: NIST SP 800-63B 3.1.1.2, which knows no composition rules. */
export type Weakness = "too short" | "too long" | "common" | "contextual" | "breached";

/** The product's name is on everybody's mind who chooses a password for it. */
const PRODUCT_WORDS = ["watchword"];

const common: ReadonlySet<string> = new Set(dictionary["passwords-common"]);

/** What is wrong with a new password of the account with `email`, or null. Takes no time to speak of. */
export function findWeakness(password: string, email: string): Weakness | null {
  const length = passwordLength(password);
  if (length < PASSWORD_MIN_LENGTH) return "too short";
  if (length > PASSWORD_MAX_LENGTH) return "too long";
  const folded = password.normalize("NFC").toLowerCase();
  if (common.has(folded) || new Set(folded).size < 3) return "common";
  const rest = contextWords(email).reduce((text, word) => text.replaceAll(word, ""), folded);
  return rest.length < folded.length && rest.replace(/[^\p{L}\p{N}]/gu, "").length < 6
    ? "contextual"
    : null;
}

/** Words that an attacker tries first: of the address, and of the product. */
function contextWords(email: string): string[] {
  const [local = "", domain = ""] = email.split("@");
  const words = [email, local, domain, ...local.split(/[^\p{L}\p{N}]+/u), ...domain.split(".")];
  return [...words, ...PRODUCT_WORDS]
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length);
}
