import { sha256 } from "@noble/hashes/sha2.js";
import { type RandomSource, randomText, toBase64Url } from "./random.ts";

/** Proves that a one-time token is redeemed by its requester (RFC 7636). */
export interface Pkce {
  /** Stays with the requester until the token is redeemed. */
  codeVerifier: string;
  /** Is sent along with the browser. */
  codeChallenge: string;
}

/** A fresh verifier of 256 random bits, and its S256 challenge. Throws if there is no source of random bits. */
export async function createPkce(source: RandomSource = {}): Promise<Pkce> {
  const codeVerifier = randomText(source);
  const digest = sha256(Uint8Array.from(codeVerifier, (character) => character.charCodeAt(0)));
  return { codeVerifier, codeChallenge: toBase64Url(digest) };
}

/**
 * Ties a callback to the browser that was sent off: keep it in that browser's cookie, and refuse a callback whose
 * `state` differs. 256 random bits. Throws if there is no source of them.
 */
export function createState(source: RandomSource = {}): string {
  return randomText(source);
}
