import type { AuthContext } from "../context.ts";

/** So many in a window, coming back one by one over its length. */
export interface Rate {
  count: number;
  windowSeconds: number;
}

/** What a call takes one from: a keyed hash of whom it is counted for, never the thing itself, and its rate. */
export interface Bucket {
  key: Buffer;
  rate: Rate;
}

export type Taken = { ok: true } | { ok: false; retryAfterMs: number };

/** Counts calls. */
export interface Limiter {
  /** Takes one from each bucket, or from none where one is empty. Those that more callers share come first. */
  take(buckets: readonly Bucket[]): Promise<Taken>;
}

/** Limits kept in Postgres: one call each, right over any number of processes. */
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
