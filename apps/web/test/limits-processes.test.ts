import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDeployment, type Deployment, until, type WebProcess } from "./processes.ts";
import { hasRedis, type RedisServer, startRedisServer } from "./redis-server.ts";
import { startUpstashServer, type UpstashServer } from "./upstash-server.ts";

const HOUR = 3_600;
const perClient = {
  mail: { count: 10, windowSeconds: HOUR },
  guess: { count: 30, windowSeconds: HOUR },
};

const LIMITED = { WATCHWORD_POLICY: JSON.stringify({ perClient }), WORKER: "off" };

interface Caller {
  web: WebProcess;
  headers?: Record<string, string>;
}

/** A guess by HTTP; over IPv4, for `localhost` may be two addresses of this machine. */
async function guess({ web, headers = {} }: Caller): Promise<number> {
  const listening = web.listening.replace("localhost", "127.0.0.1");
  const response = await fetch(`${listening}/api/trpc/emailOtp.signInWithLink`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ token: "nothing" }),
  });
  await response.text();
  return response.status;
}

const forwardedFor = (ip: string) => ({ "x-forwarded-for": ip });

async function guessMany(times: number, caller: (n: number) => Caller): Promise<number[]> {
  return Promise.all(Array.from({ length: times }, (_, n) => guess(caller(n))));
}

const judged = (statuses: number[]) => statuses.filter((status) => status === 400).length;
const limited = (statuses: number[]) => statuses.filter((status) => status === 429).length;

describe.runIf(hasRedis)("limits of the built app, in two processes", () => {
  let deployment: Deployment;
  let redis: RedisServer;
  let upstash: UpstashServer;
  let clients = 0;

  beforeAll(async () => {
    [deployment, redis] = await Promise.all([createDeployment(), startRedisServer()]);
    upstash = await startUpstashServer(redis.url);
  });
  afterAll(async () => {
    await deployment.close();
    await upstash.close();
    await redis.kill();
  });

  function startTwo(env: Record<string, string>): Promise<[WebProcess, WebProcess]> {
    const start = () => deployment.startWeb({ ...LIMITED, ...env });
    return Promise.all([start(), start()]);
  }

  /** An address behind a proxy of ours that nobody had before. */
  function someClient(): string {
    clients += 1;
    return `198.51.100.${clients}`;
  }

  const countBuckets = async () => Number(await redis.send("DBSIZE"));

  /** How often processes have left counting to Postgres, and how often their store counted again. */
  const changes = (webs: readonly WebProcess[], words: string) =>
    webs.reduce((sum, web) => sum + web.output().split(words).length - 1, 0);
  const timesLeft = (webs: readonly WebProcess[]) => changes(webs, "Postgres does until it can");
  const timesBack = (webs: readonly WebProcess[]) => changes(webs, "Redis counts the limits again");

  /** Each has loaded its code, opened its connections, and is answered by its store. */
  async function warmUp(webs: readonly WebProcess[]): Promise<void> {
    for (const web of webs)
      await until(async () => {
        await guess({ web, headers: forwardedFor(someClient()) });
        return timesLeft([web]) === timesBack([web]);
      });
  }

  it.each([
    ["Postgres", 0, () => ({})],
    ["Redis", 3, () => ({ REDIS_URL: redis.url })],
    [
      "Upstash",
      3,
      () => ({ UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token }),
    ],
  ])("in %s: one client has one count, whatever it claims to be", async (_, buckets, env) => {
    const webs = await startTwo({ TRUSTED_PROXY_HOPS: "1", ...env() });
    for (;;) {
      await warmUp(webs);
      await redis.send("FLUSHALL");
      const leftBefore = timesLeft(webs);
      const [client, other] = [someClient(), someClient()];
      const statuses = await guessMany(60, (n) => ({
        web: webs[n % 2 ? 0 : 1],
        headers: forwardedFor(`203.0.113.${n}, ${client}`),
      }));
      const others = [];
      for (const web of webs) others.push(await guess({ web, headers: forwardedFor(other) }));
      // What a busy machine's store didn't answer in time was counted in Postgres: it says so, and it is done anew.
      if (timesLeft(webs) > leftBefore) continue;
      expect([judged(statuses), limited(statuses)]).toEqual([30, 30]);
      expect(others).toEqual([400, 400]);
      expect(await countBuckets()).toBe(buckets);
      break;
    }
    expect(await Promise.all(webs.map((web) => web.stop()))).toEqual([0, 0]);
  });

  it("with no proxy in front, use the socket's address and no header's", async () => {
    const web = await deployment.startWeb(LIMITED);
    const statuses = await guessMany(60, (n) => ({
      web,
      headers: forwardedFor(`203.0.113.${n}`),
    }));
    expect([judged(statuses), limited(statuses)]).toEqual([30, 30]);
    expect(await guess({ web, headers: {} })).toBe(429);
  });

  it("hold while Redis is killed and comes back: no call fails, and no more go through than the limit allows", async () => {
    const webs = await startTwo({ REDIS_URL: redis.url, TRUSTED_PROXY_HOPS: "1" });
    const client = someClient();
    const statuses: number[] = [];
    const calling = new AbortController();
    const callers = webs.map(async (web) => {
      while (!calling.signal.aborted) {
        const headers = forwardedFor(client);
        statuses.push(...(await Promise.all([1, 2, 3].map(() => guess({ web, headers })))));
        await sleep(10);
      }
    });
    const outputs = () => webs.map((web) => web.output());
    await until(() => limited(statuses) > 30);
    expect(judged(statuses)).toBeGreaterThanOrEqual(30);
    await redis.kill();
    await until(() => outputs().every((output) => output.includes("Postgres does until it can")));
    const atKill = statuses.length;
    await until(() => statuses.length > atKill + 100);
    expect(judged(statuses)).toBe(60);
    await redis.start();
    await until(() =>
      outputs().every((output) => output.includes("Redis counts the limits again")),
    );
    calling.abort();
    await Promise.all(callers);
    expect(judged(statuses) + limited(statuses)).toBe(statuses.length);
    // Redis came back empty.
    expect(judged(statuses)).toBeLessThanOrEqual(90);
    await Promise.all(webs.map((web) => web.stop()));
  });
});
