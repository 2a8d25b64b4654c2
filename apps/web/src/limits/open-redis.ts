import { createClient, defineScript } from "@redis/client";
import { Redis } from "@upstash/redis";
import type { RunScript } from "./redis-limiter.ts";
import { TAKE_FROM_BUCKETS } from "./take-from-buckets.ts";

export interface OpenRedis {
  run: RunScript;
  close(): void;
}

/**
 * Upstash's Redis, through its REST API. A request may take 2 s by default: longer than anybody waits for it, so that
 * it leaves a warm connection behind.
 */
export function openUpstash(
  { url, token }: { url: string; token: string },
  { timeoutMs = 2_000 } = {},
): OpenRedis {
  const redis = new Redis({
    url,
    token,
    signal: () => AbortSignal.timeout(timeoutMs),
    // Each retry would be counted.
    retry: { retries: 0 },
    enableAutoPipelining: false,
    enableTelemetry: false,
  });
  const script = redis.createScript<unknown>(TAKE_FROM_BUCKETS);
  return { run: (keys, args) => script.exec(keys, args), close: () => {} };
}

/** The script is called by its hash, and sent whole if Redis doesn't know it yet. */
const takeFromBuckets = defineScript({
  SCRIPT: TAKE_FROM_BUCKETS,
  parseCommand(parser, keys: string[], args: string[]) {
    parser.pushKeysLength(keys);
    parser.push(...args);
  },
  transformReply: (reply: unknown) => reply,
});

/** The errors of a Redis that became a replica in a failover and takes no writes. */
const DEMOTED = /\b(READONLY|MASTERDOWN)\b/;

/**
 * A Redis over TCP. It reconnects for as long as it takes, and no call waits for that. After a failover only a new
 * connection leads to the server that takes writes.
 */
export function openRedis(url: string): OpenRedis {
  let current = connectTo(url);
  const run: RunScript = async (keys, args) => {
    const asked = current;
    try {
      return await asked.run(keys, args);
    } catch (error) {
      if (asked === current && DEMOTED.test((error as Error).message)) {
        current = connectTo(url);
        asked.close();
      }
      throw error;
    }
  };
  return { run, close: () => current.close() };
}

function connectTo(url: string): OpenRedis {
  const client = createClient({
    url,
    RESP: 2,
    scripts: { takeFromBuckets },
    disableOfflineQueue: true,
    // So that a hanging server, or a connection that a proxy dropped, is noticed.
    pingInterval: 5_000,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: 10_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000),
    },
  });
  let problem: Error | null = null;
  client.on("error", (error: Error) => (problem = error));
  const connecting = client.connect();
  connecting.catch(() => {});
  const run: RunScript = async (keys, args) => {
    if (problem !== null && !client.isReady) throw problem;
    await connecting;
    return client.takeFromBuckets(keys, args);
  };
  return { run, close: () => client.destroy() };
}
