import { domainToASCII } from "node:url";

const LOCAL_PART =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const ASCII_DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * The one spelling of an address: trimmed, NFC, lower-cased whole, its domain in punycode. Null for
 * what isn't one plain address: lists, display names, quoted local parts, address literals, control
 * characters, more than 254 characters (RFC 5321 4.5.3.1).
 */
export function normalizeEmail(input: string): string | null {
  if (input.length > 320) return null;
  const [local, domain, ...rest] = input
    .trim()
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFC")
    .split("@");
  if (local === undefined || domain === undefined || rest.length > 0) return null;
  if (!LOCAL_PART.test(local) || Buffer.byteLength(local) > 64) return null;
  if (!DOMAIN.test(domain)) return null;
  const ascii = domainToASCII(domain);
  if (!ASCII_DOMAIN.test(ascii)) return null;
  const email = `${local}@${ascii}`;
  return Buffer.byteLength(email) <= 254 ? email : null;
}

/** An address that its owner recognizes and nobody else learns: `a•••@example.com`. */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  return `${[...local][0] ?? ""}•••@${domain}`;
}
