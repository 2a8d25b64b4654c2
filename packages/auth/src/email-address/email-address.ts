import { domainToASCII } from "node:url";
import { takesOddDots } from "./mail-hosts.ts";

const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-][\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]*$/u;
/** Letters and digits, what joins them in some languages (RFC 5892, A.3 to A.7), and emoji. */
const DOMAIN =
  /^[\p{L}\p{M}\p{N}.。｡\u00B7\u0375\u05F3\u05F4\u30FB\p{Extended_Pictographic}\p{Emoji_Modifier}-]+$/u;
const EMOJI = /\p{Extended_Pictographic}/gu;
const ASCII_DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** Invisible characters, such as those that are copied with text of two directions. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const AROUND = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s.。\p{Default_Ignorable_Code_Point}]+$/gu;

/**
 * The one spelling of an address: without what keyboards and copying add (white space, invisible characters and a full
 * stop around it, `mailto:`, `<>`, full-width letters, the dot of a Turkish `İ`), NFC, lower-cased whole, its domain in
 * punycode. Null for what isn't one plain address: lists, display names, quoted local parts, address literals, control
 * and invisible characters, letters that stand for another (`ﬁ`, `²`, `𝐚`: those that NFKC changes, because they look
 * like their twins), and more than 254 characters (RFC 5321 4.5.3.1).
 */
export function normalizeEmail(input: string): string | null {
  if (input.length > 320) return null;
  const [local, domain, ...rest] = plain(input).split("@");
  if (local === undefined || domain === undefined || rest.length > 0) return null;
  if (!DOMAIN.test(domain) || standsForAnother(domain.match(EMOJI)?.join("") ?? "")) return null;
  const ascii = domainToASCII(domain);
  if (!ASCII_DOMAIN.test(ascii) || !isLocalPart(local, ascii)) return null;
  const email = `${local}@${ascii}`;
  return Buffer.byteLength(email) <= 254 ? email : null;
}

function plain(input: string): string {
  const bare = input.replace(AROUND, "").replace(/^mailto:([^?]*)(\?.*)?$/i, "$1");
  return (/^<([^<>]*)>$/.exec(bare)?.[1] ?? bare)
    .replace(AROUND, "")
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .normalize("NFC")
    .replaceAll("İ", "i")
    .toLowerCase()
    .normalize("NFC")
    .replaceAll("i\u0307", "i")
    .replaceAll("\u0e4d\u0e32", "\u0e33");
}

function isLocalPart(local: string, domain: string): boolean {
  if (!LOCAL_PART.test(local) || Buffer.byteLength(local) > 64) return false;
  if (UNSEEN.test(local) || standsForAnother(local)) return false;
  return !/\.\.|\.$/.test(local) || takesOddDots(domain);
}

/** Thai and Lao write their `am` in one letter, which NFKC takes apart. */
function standsForAnother(text: string): boolean {
  const rest = text.replace(/[\u0e33\u0eb3]/g, "");
  return rest.normalize("NFKC") !== rest;
}

/** Masks an address so that its owner recognizes it and nobody else learns it: `a•••@example.com`. */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  return `${[...local][0] ?? ""}•••@${domain}`;
}
