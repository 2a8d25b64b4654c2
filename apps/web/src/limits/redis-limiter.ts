import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import type { Limiter } from "@watchword/auth/rate-limit";

const PREFIX = "watchword:limit";

/**
 * Limits kept in Redis, by Upstash's token bucket: as many at once as the rate counts, coming back one by
 * one over its window, by the caller's clock, in whole milliseconds. It throws where Redis can't say.
 */
export function redisLimiter(redis: Redis): Limiter {
  return {
    async take(key, { count, windowSeconds }) {
      const refillMs = Math.ceil((windowSeconds * 1_000) / count);
      const bucket = new Ratelimit({
        redis,
        prefix: PREFIX,
        limiter: Ratelimit.tokenBucket(1, `${refillMs} ms`, count),
        // Else it lets everything pass after a while, and keeps what it knows in each process.
        timeout: 0,
        ephemeralCache: false,
        analytics: false,
      });
      const { success, limit, reset } = await bucket.limit(key.toString("base64url"));
      if (limit !== count || !Number.isSafeInteger(reset)) {
        throw new Error("What Redis answers makes no sense.");
      }
      return success ? { ok: true } : { ok: false, retryAfterMs: Math.max(1, reset - Date.now()) };
    },
  };
}
