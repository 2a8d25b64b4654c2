import { randomBytes } from "node:crypto";
import { hashSecret } from "./keys.ts";

/** A long token as SQL functions take it: the id that it contains, if any, and its hash. */
export interface LongToken {
  token: string | null;
  token_hash: Buffer;
}

const BYTES = 32;

const ID_BYTES = 16;

/**
 * A long token for the row `id`: that id and 128 random bits, in 43 URL-safe characters. Its row is found by the
 * primary key, so its hash needs no index, each entry of which would be written to a random page.
 */
export function createLongToken(id: string): string {
  const named = Buffer.from(id.replaceAll("-", ""), "hex");
  return Buffer.concat([named, randomBytes(BYTES - ID_BYTES)]).toString("base64url");
}

/** Reads text that is presented as a long token. A token that was made in another way is found by its hash. */
export function toLongToken(secret: string): LongToken {
  return { token: idIn(secret), token_hash: hashSecret(secret) };
}

/**
 * The id in a token of `createLongToken`; null for text of another length. Text that `createLongToken` didn't make
 * yields no row's id.
 */
export function idIn(secret: string): string | null {
  const bytes = Buffer.from(secret, "base64url");
  return bytes.length === BYTES ? bytes.toString("hex", 0, ID_BYTES) : null;
}
