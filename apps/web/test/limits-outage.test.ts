import { randomBytes } from "node:crypto";
import { type Auth, createAuth } from "@watchword/auth";
import { type Limiter, postgresLimiter, type Taken } from "@watchword/auth/rate-limit";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fallingBack } from "../src/limits/falling-back.ts";
import { type OpenRedis, openRedis, openUpstash } from "../src/limits/open-redis.ts";
import { redisLimiter } from "../src/limits/redis-limiter.ts";
import { until } from "./processes.ts";
import { hasRedis, type RedisServer, startRedisServer } from "./redis-server.ts";
import { startUpstashServer, type UpstashMood, type UpstashServer } from "./upstash-server.ts";

const RATE = { count: 10, windowSeconds: 2_000 };

describe.runIf(hasRedis)("limits while Redis fails", () => {
  let database: TestDatabase;
  let auth: Auth;
  let redis: RedisServer;
  let upstash: UpstashServer;
  let key: Buffer;
  /** What was told, in order: why Redis failed, and that it is back. */
  let told: string[];
  const opened: OpenRedis[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const secret = "a secret of more than thirty-two bytes, for tests";
    auth = createAuth({ database: database.url, secret });
    redis = await startRedisServer();
    upstash = await startUpstashServer(redis.url);
  });
  beforeEach(() => {
    key = randomBytes(32);
    told = [];
  });
  afterAll(async () => {
    for (const { close } of opened) close();
    await upstash.close();
    await redis.kill();
    await auth.close();
    await database.drop();
  });

  /** One that waits long enough for whoever answers, however busy the machine, or as long as told. */
  function startLimiter(primary: OpenRedis, { patienceMs = 60_000 } = {}): Limiter {
    opened.push(primary);
    return fallingBack(redisLimiter(primary.run), {
      patienceMs,
      fallback: postgresLimiter(auth),
      onChange: (failure) => void told.push(failure?.message ?? "back"),
    });
  }

  async function takeMany(limiter: Limiter, calls: number): Promise<Taken[]> {
    const takings: Taken[] = [];
    for (let call = 0; call < calls; call++)
      takings.push(await limiter.take([{ key, rate: RATE }]));
    return takings;
  }
  /** Expects, when it is called, that not each of 25 calls asked Upstash: one a second may. */
  function countRequests(): () => void {
    upstash.requests = 0;
    const startedAt = performance.now();
    return () => {
      const seconds = (performance.now() - startedAt) / 1_000;
      expect(upstash.requests).toBeLessThan(5 + seconds);
    };
  }

  const countAdmitted = (takings: Taken[]) => takings.filter(({ ok }) => ok).length;
  const admitted = async (limiter: Limiter, calls = 25) =>
    countAdmitted(await takeMany(limiter, calls));

  it("go on in Postgres when it is killed, and in Redis once it is back", async () => {
    const limiter = startLimiter(openRedis(redis.url));
    expect(await admitted(limiter)).toBe(10);
    expect(told).toEqual([]);
    await redis.kill();
    const meanwhile = await takeMany(limiter, 25);
    expect(countAdmitted(meanwhile)).toBe(10);
    expect(meanwhile.at(-1)).toEqual({ ok: false, retryAfterMs: expect.any(Number) });
    expect(told).toHaveLength(1);
    await redis.start();
    let again = 0;
    await until(async () => {
      again += await admitted(limiter, 1);
      return told.length === 2;
    });
    expect(told[1]).toBe("back");
    // It kept nothing.
    expect(again + (await admitted(limiter))).toBe(10);
    expect(await admitted(limiter)).toBe(0);
  });

  it("are exact for 400 calls at once while it is killed: none fails, and no more than two buckets' go through", async () => {
    const limiter = startLimiter(openRedis(redis.url));
    await limiter.take([{ key: randomBytes(32), rate: RATE }]);
    const calls = Array.from({ length: 200 }, () => limiter.take([{ key, rate: RATE }]));
    const killed = redis.kill();
    calls.push(...Array.from({ length: 200 }, () => limiter.take([{ key, rate: RATE }])));
    const count = countAdmitted(await Promise.all(calls));
    expect(count).toBeGreaterThanOrEqual(10);
    expect(count).toBeLessThanOrEqual(20);
    await killed;
    expect(await admitted(limiter)).toBeLessThanOrEqual(20 - count);
    await redis.start();
  });

  it("don't wait for a Redis that hangs, except the call that notices it", async () => {
    const limiter = startLimiter(openRedis(redis.url), { patienceMs: 2_000 });
    await limiter.take([{ key: randomBytes(32), rate: RATE }]);
    redis.hang();
    const start = performance.now();
    expect(await admitted(limiter)).toBe(10);
    // If each of the 25 calls waited for it, they would take 50 s.
    expect(performance.now() - start).toBeLessThan(25_000);
    expect(told).toEqual(["No answer within 2000 ms"]);
    redis.goOn();
    await until(async () => {
      await limiter.take([{ key: randomBytes(32), rate: RATE }]);
      return told.length === 2;
    });
  });

  it("are kept in Postgres from the start if it isn't there or refuses", async () => {
    const nobody = startLimiter(openRedis("redis://127.0.0.1:1"), { patienceMs: 250 });
    expect(await admitted(nobody)).toBe(10);
    expect(told).toEqual([expect.stringMatching(/ECONNREFUSED|No answer/)]);
    await redis.send("CONFIG", "SET", "requirepass", "secret");
    key = randomBytes(32);
    const refused = startLimiter(openRedis(redis.url));
    expect(await admitted(refused)).toBe(10);
    await redis.sendAs("secret", "CONFIG", "SET", "requirepass", "");
    await until(async () => {
      await refused.take([{ key: randomBytes(32), rate: RATE }]);
      return told.at(-1) === "back";
    });
  });

  it("are kept in Postgres while it is full", async () => {
    await redis.send("CONFIG", "SET", "maxmemory", "1");
    const limiter = startLimiter(openRedis(redis.url));
    expect(await admitted(limiter)).toBe(10);
    expect(told).toEqual([expect.stringContaining("OOM")]);
    await redis.send("CONFIG", "SET", "maxmemory", "0");
  });

  it.each<[string, UpstashMood]>([
    ["fails", { status: 500, body: "{}" }],
    ["is somebody else's page", { status: 200, body: "<!doctype html>" }],
    ["answers nothing", { status: 200, body: "" }],
    ["answers null", { status: 200, body: "null" }],
    ["answers without a result", { status: 200, body: "{}" }],
    ["answers another command", { status: 200, body: '{"result":"OK"}' }],
    ["answers with too little", { status: 200, body: '{"result":[9]}' }],
    ["answers with nulls", { status: 200, body: '{"result":[null,null,null]}' }],
    ["counts another limit", { status: 200, body: '{"result":[99,1700000000000,100]}' }],
    ["asks for money", { status: 400, body: '{"error":"ERR max requests limit exceeded"}' }],
  ])("are kept in Postgres while Upstash %s", async (_, mood) => {
    upstash.mood = mood;
    const rarelyAsked = countRequests();
    expect(await admitted(startLimiter(openUpstash(upstash)))).toBe(10);
    expect(told).toHaveLength(1);
    rarelyAsked();
    upstash.mood = null;
  });

  it("are kept in Postgres while Upstash doesn't answer", async () => {
    upstash.mood = "silent";
    const rarelyAsked = countRequests();
    expect(await admitted(startLimiter(openUpstash(upstash), { patienceMs: 250 }))).toBe(10);
    expect(told).toEqual(["No answer within 250 ms"]);
    rarelyAsked();
    upstash.mood = null;
  });

  it("are kept in Postgres if Upstash doesn't know the token", async () => {
    const { url } = upstash;
    expect(await admitted(startLimiter(openUpstash({ url, token: "wrong" })))).toBe(10);
    expect(told).toEqual([expect.stringContaining("WRONGPASS")]);
  });
});
