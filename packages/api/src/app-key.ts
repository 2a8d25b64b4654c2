import { timingSafeEqual } from "node:crypto";
import { createSecret, hashSecret } from "@watchword/auth/keys";
import type { RegisteredApp } from "./context.ts";

/**
 * Whether the app shows its key to redeem what hands a session to it: one with a key and without pages of its own speaks
 * OpenID Connect, whose endpoints ask for the key.
 */
export function redeemsByKey({
  secretHash,
  origin,
}: Pick<RegisteredApp, "secretHash" | "origin">): boolean {
  return secretHash !== null && origin === null;
}

/** Begins with `wwa_`, so that people and scanners of sources know what it is. */
export function createAppKey(): string {
  return `wwa_${createSecret()}`;
}

/** What Watchword keeps of a key: its SHA-256, in hex. */
export function hashAppKey(key: string): string {
  return hashSecret(key).toString("hex");
}

/**
 * Whether it is the app's key, or the one before that still works. Hashes are compared, in constant time. An app without a
 * key has none that is right.
 */
export function isAppKey(
  { secretHash, formerSecretHash }: Pick<RegisteredApp, "secretHash" | "formerSecretHash">,
  key: string,
): boolean {
  const presented = hashSecret(key);
  return [secretHash, formerSecretHash].some(
    (kept) => kept != null && timingSafeEqual(presented, Buffer.from(kept, "hex")),
  );
}
