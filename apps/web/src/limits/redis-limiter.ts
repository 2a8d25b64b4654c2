import type { Limiter } from "@watchword/auth/rate-limit";

/** Runs `TAKE_FROM_BUCKETS` in a Redis, and returns its result. */
export type RunScript = (keys: string[], args: string[]) => Promise<unknown>;

const PREFIX = "watchword:limit";

/**
 * Limits kept in Redis: as many at once as the rate allows, which come back one by one over its window, by the clock of
 * Redis. Throws if Redis doesn't answer.
 */
export function redisLimiter(run: RunScript): Limiter {
  return {
    async take(buckets) {
      const names = buckets.map(({ key }) => key.toString("base64url"));
      // The part in braces decides on which node of a cluster a key is: all keys of a script must be on the same one.
      const keys = names.map((name) => `${PREFIX}:{${names[0]}}:${name}`);
      const args = buckets.flatMap(({ rate: { count, windowSeconds } }) => {
        return [String(count), String(Math.ceil((windowSeconds * 1_000_000) / count))];
      });
      const waitMs = readWait(await run(keys, args));
      return waitMs === 0 ? { ok: true } : { ok: false, retryAfterMs: waitMs };
    },
  };
}

/** `["taken", 0]` or `["wait", ms]`; anything else isn't a result of the script. */
function readWait(answer: unknown): number {
  const [word, ms] = Array.isArray(answer) && answer.length === 2 ? answer : [];
  if (word === "taken" && ms === 0) return 0;
  if (word === "wait" && Number.isSafeInteger(ms) && ms > 0) return ms;
  throw new Error("What Redis answers makes no sense.");
}
