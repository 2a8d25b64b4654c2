import { randomBytes } from "node:crypto";
import { type Limiter } from "@watchword/auth/rate-limit";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Store, STORES } from "./limit-stores.ts";
import { until } from "./processes.ts";

const REFILL_MS = 200_000;
const WINDOW_MS = 10 * REFILL_MS;
const CLOCKS_DIFFER_MS = 10;
/** Longer than calls take on a slow machine. */
const SHORTLY_MS = 60_000;
const RATE = { count: 10, windowSeconds: WINDOW_MS / 1_000 };

const aKey = () => randomBytes(32);

for (const { name, open, isHere } of STORES) {
  describe.runIf(isHere)(`limits in ${name}`, () => {
    let store: Store;
    let key: Buffer;
    beforeAll(async () => void (store = await open()));
    beforeEach(() => void (key = aKey()));
    afterAll(() => store.close());

    const take = () => store.limiters[0].take([{ key, rate: RATE }]);

    async function admitted(calls: number): Promise<number> {
      let count = 0;
      for (let call = 0; call < calls; call++) if ((await take()).ok) count += 1;
      return count;
    }

    it("allow a burst of as many as they count", async () => {
      expect(await admitted(25)).toBe(10);
    });

    it("allow as many again after each window, and never more for having waited longer", async () => {
      expect(await admitted(25)).toBe(10);
      for (const windows of [1, 1, 12]) {
        await store.passTime(windows * WINDOW_MS);
        expect(await admitted(25)).toBe(10);
      }
    });

    it("give back one at a time, even to callers who ask much more often", async () => {
      expect(await admitted(10)).toBe(10);
      let count = 0;
      for (let elapsed = 0; elapsed < 3_010_000; elapsed += 35_000) {
        await store.passTime(35_000);
        count += await admitted(1);
      }
      expect(count).toBe(15);
    });

    it("say exactly when to come back", async () => {
      let since = performance.now();
      /** A refusal's wait: so many milliseconds, but for the time since the last refusal began. */
      const waitOf = async (ms: number) => {
        const calledAt = performance.now();
        const refused = await take();
        const wait = refused.ok ? 0 : refused.retryAfterMs;
        const spent = performance.now() - since;
        expect(wait).toBeLessThanOrEqual(ms);
        expect(wait).toBeGreaterThanOrEqual(ms - spent - CLOCKS_DIFFER_MS);
        since = calledAt;
        return wait;
      };
      expect(await admitted(10)).toBe(10);
      for (let time = 0; time < 3; time++) {
        const wait = await waitOf(REFILL_MS);
        await store.passTime(wait - SHORTLY_MS);
        await store.passTime(await waitOf(SHORTLY_MS));
        expect(await admitted(2)).toBe(1);
      }
    });

    it("hold while there are 10,000 other callers", async () => {
      expect(await admitted(25)).toBe(10);
      const others = async (limiter: Limiter) => {
        for (let call = 0; call < 20; call++) {
          const strangers = Array.from({ length: 25 }, () => ({ key: aKey(), rate: RATE }));
          expect(await limiter.take(strangers)).toEqual({ ok: true });
        }
      };
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => others(store.limiters[n % 2 ? 1 : 0])),
      );
      expect(await admitted(25)).toBe(0);
    });

    it("allow exactly as many to 200 who call at once, over two processes' connections", async () => {
      const takings = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          store.limiters[n % 2 ? 1 : 0].take([{ key, rate: RATE }]),
        ),
      );
      expect(takings.filter(({ ok }) => ok)).toHaveLength(10);
    });

    it("are counted by the clock of the store, whatever the caller's says", async () => {
      expect(await admitted(10)).toBe(10);
      onTestFinished(() => void vi.useRealTimers());
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + WINDOW_MS });
      expect(await admitted(5)).toBe(0);
      vi.setSystemTime(Date.now() - 3 * WINDOW_MS);
      const refused = await take();
      expect(refused.ok ? 0 : refused.retryAfterMs).toBeLessThanOrEqual(REFILL_MS);
    });

    it("take one from each of several buckets, or from none if one is empty", async () => {
      const network = { key: aKey(), rate: { count: 25, windowSeconds: 2_500 } };
      const takeAs = async (client: Buffer, calls: number) => {
        const buckets = [network, { key: client, rate: RATE }];
        const takings = Array.from({ length: calls }, (_, n) =>
          store.limiters[n % 2 ? 1 : 0].take(buckets),
        );
        return (await Promise.all(takings)).filter(({ ok }) => ok).length;
      };
      expect(await takeAs(key, 40)).toBe(10);
      expect(await takeAs(aKey(), 40)).toBe(10);
      const third = aKey();
      expect(await takeAs(third, 40)).toBe(5);
      // Refusals took nothing: the network's four that came back are admitted.
      await store.passTime(450_000);
      expect(await takeAs(third, 40)).toBe(4);
    });

    it("hold for clients of many networks who call at once, over two processes' connections", async () => {
      const networks = Array.from({ length: 4 }, () => ({
        network: { key: aKey(), rate: { count: 25, windowSeconds: WINDOW_MS / 1_000 } },
        clients: Array.from({ length: 5 }, () => ({ key: aKey(), rate: RATE })),
      }));
      const paths = networks.flatMap(({ network, clients }) =>
        clients.map((client) => [network, client]),
      );
      const takeAll = (limiter: Limiter, inOrder: typeof paths) =>
        Promise.all(inOrder.map((path) => limiter.take(path)));
      const [one, two] = store.limiters;
      const taken = await Promise.all([
        ...Array.from({ length: 4 }, () => takeAll(one, paths)),
        ...Array.from({ length: 4 }, () => takeAll(two, paths.toReversed())),
      ]);
      expect(taken.flat().filter(({ ok }) => ok)).toHaveLength(4 * 25);
    });

    it("leave nothing behind twenty minutes later", async () => {
      await store.limiters[0].take([{ key, rate: { count: 2, windowSeconds: 240 } }]);
      expect(await store.keeps(key)).toBe(true);
      await store.passTime(20 * 60_000);
      await until(async () => !(await store.keeps(key)));
    });
  });
}
