import "server-only";
import { databaseNow } from "@watchword/auth/clock";
import { getAuth } from "./auth.ts";

/**
 * The time by which everything expires, in milliseconds: the database's. Pages count by it, and no procedure
 * says it, since a client would learn it late.
 */
export function serverNow(): Promise<number> {
  return databaseNow(getAuth());
}
