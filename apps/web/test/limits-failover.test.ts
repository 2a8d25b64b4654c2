import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { openRedis } from "../src/limits/open-redis.ts";
import { redisLimiter } from "../src/limits/redis-limiter.ts";
import { until } from "./processes.ts";
import { hasRedis, startRedisServer } from "./redis-server.ts";

it.runIf(hasRedis)(
  "limits are counted in the Redis that replaced another one in a failover",
  async () => {
    const [first, second] = await Promise.all([startRedisServer(), startRedisServer()]);
    let leadsTo = first;
    const name = createServer((client) => {
      const server = connect(Number(new URL(leadsTo.url).port), "127.0.0.1");
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const)
        from
          .on("error", () => {})
          .on("close", () => to.destroy())
          .pipe(to);
    }).listen(0, "127.0.0.1");
    await once(name, "listening");
    const redis = openRedis(`redis://127.0.0.1:${(name.address() as AddressInfo).port}`);
    const take = () => {
      const rate = { count: 10, windowSeconds: 2_000 };
      return redisLimiter(redis.run).take([{ key: randomBytes(32), rate }]);
    };
    expect(await take()).toEqual({ ok: true });

    leadsTo = second;
    await first.send("REPLICAOF", "127.0.0.1", new URL(second.url).port);
    await expect(take()).rejects.toThrow("READONLY");
    await until(() =>
      take().then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    redis.close();
    name.close();
    await Promise.all([first.kill(), second.kill()]);
  },
);
