import { createAuth } from "@watchword/auth";
import { cleanUp } from "@watchword/auth/clean-up";
import { type Limiter, postgresLimiter } from "@watchword/auth/rate-limit";
import { asOwner, createTestDatabase } from "@watchword/db/testing";
import { sql } from "kysely";
import { type OpenRedis, openRedis, openUpstash } from "../src/limits/open-redis.ts";
import { redisLimiter } from "../src/limits/redis-limiter.ts";
import { hasRedis, type RedisServer, startRedisServer } from "./redis-server.ts";
import { startUpstashServer } from "./upstash-server.ts";

/** A store of limits as two processes have it open. */
export interface Store {
  limiters: [Limiter, Limiter];
  passTime(ms: number): void | Promise<void>;
  /** Whether anything is kept of a key, once what is over is cleaned up. */
  keeps(key: Buffer): Promise<boolean>;
  close(): Promise<void>;
}

async function openPostgres(): Promise<Store> {
  const database = await createTestDatabase();
  const secret = "a secret of more than thirty-two bytes, for tests";
  const [one, two] = [
    createAuth({ database: database.url, secret }),
    createAuth({ database: database.url, secret }),
  ];
  return {
    limiters: [postgresLimiter(one), postgresLimiter(two)],
    passTime: (ms) =>
      asOwner(one.db, async (owner) => {
        const full_at = sql<Date>`full_at - make_interval(secs => ${ms / 1_000})`;
        await owner.updateTable("buckets").set({ full_at }).execute();
      }),
    async keeps(key) {
      await cleanUp(one);
      const kept = await one.db.selectFrom("buckets").where("bucket", "=", key).execute();
      return kept.length > 0;
    },
    async close() {
      await Promise.all([one.close(), two.close()]);
      await database.drop();
    },
  };
}

const PASS_TIME = `
for _, key in ipairs(redis.call("KEYS", "*")) do
  local lives = redis.call("PTTL", key) - ARGV[1]
  local full_at = string.format("%.0f", redis.call("GET", key) - ARGV[1] * 1000)
  if lives > 0 then redis.call("SET", key, full_at, "PX", lives) else redis.call("DEL", key) end
end`;

async function openOver(
  connect: (redis: RedisServer) => Promise<{ open: () => OpenRedis; close(): Promise<void> }>,
): Promise<Store> {
  const redis = await startRedisServer();
  const { open, close } = await connect(redis);
  const connections = [open(), open()] as const;
  return {
    limiters: [redisLimiter(connections[0].run), redisLimiter(connections[1].run)],
    passTime: async (ms) => void (await redis.send("EVAL", PASS_TIME, "0", String(ms))),
    async keeps(key) {
      const names = (await redis.send("KEYS", `*${key.toString("base64url")}*`)) as string[];
      return names.length > 0;
    },
    async close() {
      for (const connection of connections) connection.close();
      await close();
      await redis.kill();
    },
  };
}

const openOverTcp = () =>
  openOver(async ({ url }) => ({ open: () => openRedis(url), close: async () => {} }));

const openOverRest = () =>
  openOver(async (redis) => {
    const upstash = await startUpstashServer(redis.url);
    // It is as slow as the machine is busy, and counts all the same.
    const open = () => openUpstash(upstash, { timeoutMs: 60_000 });
    return { open, close: () => upstash.close() };
  });

/** Where limits are counted, and whether this machine has it. */
export const STORES = [
  { name: "Postgres", open: openPostgres, isHere: true },
  { name: "Redis", open: openOverTcp, isHere: hasRedis },
  { name: "Upstash's REST API", open: openOverRest, isHere: hasRedis },
];
