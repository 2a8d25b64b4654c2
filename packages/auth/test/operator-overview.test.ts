import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepTotals, RANGES, viewOverview } from "../src/flows/operator/operator.ts";
import { insertEvents, type PastEvent } from "../src/testing/insert-events.ts";
import { type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** So many sign-ins that took so long, at that time. */
function signIns(at: number, tookMs: number[]): PastEvent[] {
  return tookMs.map((tokenAgeMs) => ({ at, event: "email-otp.sign-in", tokenAgeMs }));
}

const total = (points: { signedIn: number }[]) =>
  points.reduce((sum, { signedIn }) => sum + signedIn, 0);

it("an overview of nothing is all zeros, in steps without a gap", async () => {
  for (const range of RANGES) {
    const { points, stepSeconds, from, to, timeToSignIn, refusals, ...rest } = await viewOverview(
      product.auth,
      range,
    );
    expect(points.length).toBeGreaterThan(45);
    expect(points[0]?.at).toBe(from);
    for (const [index, point] of points.entries()) {
      expect(Date.parse(point.at)).toBe(Date.parse(from) + index * stepSeconds * 1000);
      expect(Object.values(point).slice(1)).toEqual([0, 0, 0, 0, 0, 0, null]);
    }
    const last = Date.parse(points.at(-1)?.at ?? "");
    expect(Date.parse(to) - last).toBeLessThan(stepSeconds * 1000);
    expect(timeToSignIn).toEqual({ p50Ms: null, p90Ms: null, p99Ms: null });
    expect(refusals).toEqual([]);
    expect(rest.queue).toEqual({ waiting: 0, ageSeconds: 0, failed: 0, resendable: 0 });
  }
});

it("an overview is the same before the worker has counted, afterwards, and after it counted twice", async () => {
  const now = (await timeOf(product.auth.db)).getTime();
  await insertEvents({ ...product.auth, db: product.owner }, [
    ...signIns(now - 5 * MINUTE, [10_000]),
    ...signIns(now - 3 * HOUR, [20_000, 30_000]),
    ...signIns(now - 26 * HOUR, [40_000]),
    ...signIns(now - 6 * 24 * HOUR, [50_000, 60_000, 70_000, 900_000]),
    { at: now - 26 * HOUR, event: "mail.bounced", outcome: "failed" },
    { at: now - 2 * HOUR, event: "mail.skipped", outcome: "refused" },
    {
      at: now - 2 * HOUR,
      event: "password.sign-in",
      outcome: "refused",
      reason: "INVALID_CREDENTIALS",
    },
  ]);
  const count = async () => {
    const [hour, day, week] = await Promise.all(
      RANGES.map((range) => viewOverview(product.auth, range)),
    );
    return {
      signedIn: [hour, day, week].map((view) => total(view?.points ?? [])),
      undelivered: week?.points.reduce((sum, { undelivered }) => sum + undelivered, 0),
      refusals: week?.refusals,
      times: week?.timeToSignIn,
    };
  };
  const uncounted = await count();
  expect(uncounted).toMatchObject({
    signedIn: [1, 3, 8],
    undelivered: 1,
    refusals: [{ reason: "INVALID_CREDENTIALS", count: 1 }],
  });
  const { p50Ms, p90Ms } = uncounted.times ?? {};
  expect(p50Ms).toBeGreaterThan(0.95 * 40_000);
  expect(p50Ms).toBeLessThan(1.05 * 40_000);
  expect(p90Ms).toBeGreaterThan(0.95 * 900_000);

  await Promise.all([keepTotals(product.auth), keepTotals(product.auth)]);
  expect(await count()).toEqual(uncounted);
  await keepTotals(product.auth);
  expect(await count()).toEqual(uncounted);
  const rows = await product.auth.db.selectFrom("event_totals").selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
});
