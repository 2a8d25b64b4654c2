import { afterAll, beforeAll, expect, it } from "vitest";
import { listFailedMails, listSuppressedAddresses } from "../src/delivery/delivery.ts";
import { exportEvents, viewAddress, viewOverview } from "../src/flows/operator/operator.ts";
import { type SeededWeek, seedWeek } from "../src/testing/seed-week.ts";
import { type Product, startProduct } from "./product.ts";

let product: Product;
let week: SeededWeek;
beforeAll(async () => {
  product = await startProduct();
  week = await seedWeek({ ...product.auth, db: product.owner });
});
afterAll(() => product.close());

it("a seeded week has days and nights, and an evening on which codes are guessed at", async () => {
  const { points, refusals, budgets } = await viewOverview(product.auth, "week");
  const busiest = Math.max(...points.map(({ signedIn }) => signedIn));
  const quietest = Math.min(...points.slice(0, -1).map(({ signedIn }) => signedIn));
  expect(busiest).toBeGreaterThan(10 * quietest);
  const attacked = points.filter(({ refused }) => refused > 1000);
  expect(attacked.length).toBeGreaterThan(0);
  for (const { at } of attacked) {
    expect(Date.parse(at)).toBeGreaterThan(week.attack.from - 3 * 3_600_000);
    expect(Date.parse(at)).toBeLessThan(week.attack.to);
  }
  expect(refusals.map(({ reason }) => reason).slice(0, 2)).toEqual([
    "INVALID_TOKEN",
    "TOO_MANY_ATTEMPTS",
  ]);
  expect(budgets.map(({ state }) => state)).toEqual(["half", "open", "open", "open", "open"]);
});

it("the addresses of a seeded week have sessions, spent budgets, failed mails and suppressions", async () => {
  const { auth } = product;
  const email = week.people[0]?.email ?? "";
  const view = await viewAddress(auth, {
    collection: "users",
    email,
    limit: 200,
    ownSessionId: crypto.randomUUID(),
  });
  expect(view.sessions.length).toBeGreaterThan(0);
  expect(view.budget).toEqual({ spent: 20, limit: 20 });
  expect(view.timeline.map(({ event }) => event)).toContain("mail.delivered");
  expect((await listFailedMails(auth)).filter(({ resendable }) => resendable)).toHaveLength(2);
  expect((await listSuppressedAddresses(auth)).length).toBeGreaterThan(5);
});

it("an export contains every event once, newest first, in pages, whatever arrives in the meantime", async () => {
  const seen = new Set<string>();
  let last = "9999";
  for await (const page of exportEvents(product.auth, {})) {
    expect(page.length).toBeLessThanOrEqual(1000);
    for (const { id, at } of page) {
      expect(at <= last).toBe(true);
      last = at;
      seen.add(id);
    }
    if (seen.size === 3000) await product.request();
  }
  expect(week.events).toBeGreaterThan(40_000);
  expect(seen.size).toBe(week.events);
});
