import type { Limiter } from "@watchword/auth/rate-limit";
import { processWide } from "../process/process-wide.ts";

export interface OpenedLimiter {
  limiter: Limiter;
  /** Whether its store failed when it was last asked. */
  fails: () => boolean;
  close(): void;
}

/** The limiter of this process, once it is open. A worker can look here without loading the code that opens one. */
export const openedLimiter = processWide<OpenedLimiter>("limiter");

/** Whether Postgres counts this process's limits for now, although Redis should. */
export function limitsFallBack(): boolean {
  return openedLimiter.value?.fails() ?? false;
}
