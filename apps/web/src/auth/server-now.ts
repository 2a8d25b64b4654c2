import "server-only";
import { databaseNow } from "@watchword/auth/clock";
import { getAuth } from "./auth.ts";

/**
 * The database's time, by which everything expires, in milliseconds. Pages count by it. No procedure returns it,
 * because a client would get it late.
 */
export function serverNow(): Promise<number> {
  return databaseNow(getAuth());
}
