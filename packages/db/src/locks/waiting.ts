/** How a migration waits: for another one, and for tables that somebody uses. */
export interface Waiting {
  /** Is called with words that say which processes are waited for, whenever these change; not called by default. */
  onWait?: (words: string) => void;
  /** When to throw `BusyDatabaseError`; by default after ten minutes for another migration, and five for a table. */
  giveUpAfterMs?: number;
}

/** Thrown if others were waited for too long; the message says what to do. Nothing was changed. */
export class BusyDatabaseError extends Error {
  override readonly name = "BusyDatabaseError";
}

/** Whether a lock wasn't free in time, or Postgres ended a deadlock here. The same may work a moment later. */
export function isInUse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === "55P03" || code === "40P01" || isInUse(error.cause);
}

/** Wraps `onWait` so that it isn't called twice in a row with the same words. */
export function tellingChanges(onWait: Waiting["onWait"]): (words: string) => void {
  let told: string | null = null;
  return (words) => {
    if (words !== told) onWait?.(words);
    told = words;
  };
}
