import { noteFailedLimitStore } from "@watchword/auth/alerts";
import { type Limiter, postgresLimiter } from "@watchword/auth/rate-limit";
import { logAlerts } from "../alerts/log-alerts.ts";
import { getAuth } from "../auth/auth.ts";
import { type Config, getConfig } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { cleanWords } from "../log/clean.ts";
import { inSpan } from "../telemetry/span.ts";
import { fallingBack } from "./falling-back.ts";
import { limitsFallBack, openedLimiter, type OpenedLimiter } from "./opened-limiter.ts";
import { type OpenRedis, openRedis, openUpstash } from "./open-redis.ts";
import { redisLimiter } from "./redis-limiter.ts";

/** The one limiter of this process, which counts the calls of each client. */
export function getLimiter(): Limiter {
  openedLimiter.value ??= openLimiter(getConfig());
  return openedLimiter.value.limiter;
}

function openLimiter(config: Config): OpenedLimiter {
  const fallback = postgresLimiter(getAuth());
  const primary = openPrimary(config);
  if (!primary) return { limiter: traced(fallback), fails: () => false, close: () => {} };
  let failing = false;
  const onChange = (failure: Error | null) => {
    failing = failure !== null;
    tell(failure);
    if (failing && config.alertWebhook) void alert();
  };
  const limiter = fallingBack(redisLimiter(primary.run), { fallback, onChange });
  return { limiter: traced(limiter), fails: () => failing, close: primary.close };
}

async function alert(): Promise<void> {
  await noteFailedLimitStore(getAuth()).then(logAlerts, ({ message }: Error) => log.warn(message));
}

const PROBE = { key: Buffer.from("probe"), rate: { count: 60, windowSeconds: 60 } };

/** Whether this process can't count limits in its store. Each call checks it once. */
export async function limitStoreFails(): Promise<boolean> {
  await getLimiter().take([PROBE]);
  return limitsFallBack();
}

function traced(limiter: Limiter): Limiter {
  return {
    take: (buckets) =>
      inSpan("limit", {}, async (note) => {
        const taken = await limiter.take(buckets);
        note({ "watchword.limiter.admitted": taken.ok });
        return taken;
      }),
  };
}

function openPrimary({ redisUrl, upstash }: Config): OpenRedis | null {
  if (upstash !== null) return openUpstash(upstash);
  return redisUrl === null ? null : openRedis(redisUrl);
}

function tell(failure: (Error & { code?: string }) | null): void {
  if (failure === null) return log.info("Redis counts the limits again");
  const reason = cleanWords(failure.message || failure.code || failure.name);
  log.warn({ reason }, "Redis can't count the limits: Postgres does until it can");
}

/** Ends its connection, if there is one. */
export function closeLimiter(): void {
  openedLimiter.value?.close();
  delete openedLimiter.value;
}
