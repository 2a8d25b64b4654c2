/** How a migration waits for others: for whoever migrates, and for whoever uses a table that it changes. */
export interface Waiting {
  /** Is told in words whom it waits for, whenever that is somebody else; nobody by default. */
  onWait?: (words: string) => void;
  /** Then it throws `BusyDatabaseError`; after ten minutes for whoever migrates, and five for a table by default. */
  giveUpAfterMs?: number;
}

/** Who was waited for too long, in words that say what to do about it. Nothing was changed meanwhile. */
export class BusyDatabaseError extends Error {
  override readonly name = "BusyDatabaseError";
}

/** Whether a lock wasn't free in time, or a deadlock was ended here: the same may well work a moment later. */
export function isInUse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === "55P03" || code === "40P01" || isInUse(error.cause);
}

/** Tells only what wasn't told just before. */
export function tellingChanges(onWait: Waiting["onWait"]): (words: string) => void {
  let told: string | null = null;
  return (words) => {
    if (words !== told) onWait?.(words);
    told = words;
  };
}
