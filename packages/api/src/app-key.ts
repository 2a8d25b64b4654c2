import { timingSafeEqual } from "node:crypto";
import { createSecret, hashSecret } from "@watchword/auth/keys";
import type { RegisteredApp } from "./context.ts";

/**
 * Whether the app must present its key to redeem a hand-off. An app with a key but without pages of its own uses OpenID
 * Connect, whose endpoints require the key.
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

/** What Watchword stores of a key: its SHA-256, in hex. */
export function hashAppKey(key: string): string {
  return hashSecret(key).toString("hex");
}

/**
 * Whether this is the app's key, or its previous key while that still works. Compares hashes in constant time. Always
 * false for an app without a key.
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
