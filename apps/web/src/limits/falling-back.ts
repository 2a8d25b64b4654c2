import type { Bucket, Limiter, Taken } from "@watchword/auth/rate-limit";

export interface FallBack {
  /** Decides if the primary is down, slow, or returns nonsense. */
  fallback: Limiter;
  /** Called with the failure when the primary begins to fail, and with null when it is back. */
  onChange(failure: Error | null): void;
  /** How long a call waits for the primary: 250 ms by default. */
  patienceMs?: number;
}

/** How long a failed primary isn't called. */
const PAUSE_MS = 1_000;

/**
 * A limiter that always decides. When the primary fails, the fallback starts counting from zero, and so does a primary
 * that comes back empty. So each change allows the rate once more, but never any number of calls.
 */
export function fallingBack(
  primary: Limiter,
  { fallback, onChange, patienceMs = 250 }: FallBack,
): Limiter {
  let failure: Error | null = null;
  let askAgainAt = 0;

  function settle(outcome: Error | null): void {
    const changed = (failure === null) !== (outcome === null);
    failure = outcome;
    askAgainAt = performance.now() + PAUSE_MS;
    if (changed) onChange(outcome);
  }

  /** Asks the primary; null if it can't decide. After a failure, only one call a second checks whether it is back. */
  async function askPrimary(buckets: readonly Bucket[]): Promise<Taken | null> {
    const isTrial = failure !== null;
    if (isTrial && performance.now() < askAgainAt) return null;
    askAgainAt = performance.now() + PAUSE_MS;
    try {
      const taken = await within(patienceMs, primary.take(buckets));
      if (isTrial) settle(null);
      return taken;
    } catch (error) {
      settle(error instanceof Error ? error : new Error(String(error)));
      return null;
    }
  }

  return {
    take: async (buckets) => (await askPrimary(buckets)) ?? fallback.take(buckets),
  };
}

async function within<Result>(timeoutMs: number, promise: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new Error(`No answer within ${timeoutMs} ms`));
    // If the process was busy for longer, an answer that has arrived is read first.
    timer = setTimeout(() => setImmediate(giveUp), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
