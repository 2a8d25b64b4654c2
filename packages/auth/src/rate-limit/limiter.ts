import type { AuthContext } from "../context.ts";

/** `count` in a window; they come back one by one over its length. */
export interface Rate {
  count: number;
  windowSeconds: number;
}

/**
 * A bucket that a call takes one from, and its rate. It is named by a keyed hash, never by the address or the client
 * itself.
 */
export interface Bucket {
  key: Buffer;
  rate: Rate;
}

export type Taken = { ok: true } | { ok: false; retryAfterMs: number };

/** Counts calls. */
export interface Limiter {
  /** Takes one from each bucket, or from none if one is empty. Pass those first that more callers share. */
  take(buckets: readonly Bucket[]): Promise<Taken>;
}

/** A limiter that counts in Postgres: one call each, correct over any number of processes. */
export function postgresLimiter(ctx: Pick<AuthContext, "call">): Limiter {
  return {
    async take(buckets) {
      const [row] = await ctx.call("take_from_buckets", {
        buckets: buckets.map(({ key }) => key),
        bursts: buckets.map(({ rate }) => rate.count),
        refill_seconds: buckets.map(({ rate }) => rate.windowSeconds / rate.count),
      });
      const waitMs = row?.take_from_buckets ?? 1;
      return waitMs === 0
        ? { ok: true }
        : { ok: false, retryAfterMs: Math.max(1, Math.ceil(waitMs)) };
    },
  };
}
