import { type Limiter, postgresLimiter } from "@watchword/auth/rate-limit";
import { getAuth } from "../auth.ts";
import { type Config, getConfig } from "../config.ts";
import { log } from "../log.ts";
import { fallingBack } from "./falling-back.ts";
import { type OpenRedis, openRedis, openUpstash } from "./open-redis.ts";
import { redisLimiter } from "./redis-limiter.ts";

interface OpenLimiter {
  limiter: Limiter;
  close(): void;
}

const KEY = Symbol.for("watchword.limiter");
const holder = globalThis as { [KEY]?: OpenLimiter };

/** Counts what each client asks for: the one instance of this process, like its auth. */
export function getLimiter(): Limiter {
  holder[KEY] ??= openLimiter(getConfig());
  return holder[KEY].limiter;
}

function openLimiter(config: Config): OpenLimiter {
  const fallback = postgresLimiter(getAuth().db);
  const primary = openPrimary(config);
  if (!primary) return { limiter: fallback, close: () => {} };
  const limiter = fallingBack(redisLimiter(primary.redis), { fallback, onChange: tell });
  return { limiter, close: primary.close };
}

function openPrimary({ redisUrl, upstash }: Config): OpenRedis | null {
  if (upstash !== null) return openUpstash(upstash);
  return redisUrl === null ? null : openRedis(redisUrl);
}

function tell(failure: (Error & { code?: string }) | null): void {
  if (failure === null) return log.info("Redis counts the limits again");
  const reason = (failure.message || failure.code || failure.name).slice(0, 200);
  log.warn({ reason }, "Redis can't count the limits: Postgres does until it can");
}

/** Ends its connection, if there is one. */
export function closeLimiter(): void {
  holder[KEY]?.close();
  delete holder[KEY];
}
