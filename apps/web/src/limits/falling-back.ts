import type { Bucket, Limiter, Taken } from "@watchword/auth/rate-limit";

export interface FallBack {
  /** Decides for a primary that is down, slow, or makes no sense. */
  fallback: Limiter;
  /** Told what the primary fails of when it begins to, and null when it is back. */
  onChange(failure: Error | null): void;
  /** How long a call waits for the primary: 250 ms by default. */
  patienceMs?: number;
}

/** How long a failed primary isn't asked. */
const PAUSE_MS = 1_000;

/**
 * A limiter that always decides. While the primary fails, the fallback counts from nothing, and so does
 * a primary that comes back empty: each change allows what the rate allows once more, and never all.
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

  /** Null where the primary can't say. Of all calls one a second finds out whether one that failed is back. */
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
    // In a process that was busy for longer, an answer that has come is read first.
    timer = setTimeout(() => setImmediate(giveUp), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
