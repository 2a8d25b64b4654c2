import { randomBytes } from "node:crypto";

/** 32 characters, none of which is mistaken for another when a link is read off a screen. */
const SIGNS = "23456789abcdefghijkmnpqrstuvwxyz";
const LENGTH = 26;

/** A one-time token that can be typed: 130 random bits. */
export function createTypeableToken(): string {
  return Array.from(randomBytes(LENGTH), (byte) => SIGNS[byte % SIGNS.length]).join("");
}
