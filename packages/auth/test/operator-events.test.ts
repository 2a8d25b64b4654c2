import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AuditEvent, recordEvent } from "../src/audit/audit.ts";
import { exportEvents, listEvents } from "../src/flows/operator/operator.ts";
import { insertEvents } from "../src/testing/insert-events.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const signIn: AuditEvent = {
  event: "email-otp.sign-in",
  outcome: "granted",
  reason: null,
  userId: null,
  address: null,
  token: null,
  client: LAPTOP,
  requestId: null,
};
const record = (more: Partial<AuditEvent>) => recordEvent(product.auth, { ...signIn, ...more });

describe("the events that operators read", () => {
  const asked = "request-of-today";
  beforeAll(async () => {
    await record({ requestId: asked, address: { collection: "users", email: "a@example.com" } });
    await record({ outcome: "refused", reason: "INVALID_TOKEN" });
    await record({ event: "password.sign-in", outcome: "refused", reason: "INVALID_CREDENTIALS" });
    await record({ event: "session.revoke", outcome: "failed" });
  });

  it.each([
    [{ event: "password.sign-in" } as const, ["password.sign-in"]],
    [{ outcome: "failed" } as const, ["session.revoke"]],
    [{ reason: "INVALID_TOKEN" }, ["email-otp.sign-in"]],
    [{ requestId: asked }, ["email-otp.sign-in"]],
    [{ email: "a@example.com" }, ["email-otp.sign-in"]],
    [{ email: "a@example.com", collection: "staff" }, []],
    [{ outcome: "refused", event: "session.revoke" } as const, []],
    [{ to: new Date(0) }, []],
    [{ from: new Date("9999-01-01") }, []],
  ])("are found by %j", async (filter, found) => {
    const { events } = await listEvents(product.auth, filter);
    expect(events.map(({ event }) => event)).toEqual(found);
  });

  it("contain no unmasked address", async () => {
    expect(JSON.stringify(await listEvents(product.auth, {}))).not.toContain("a@example.com");
  });
});

describe("the pages of those events", () => {
  beforeEach(async () => {
    // Many in the same microsecond: the id tells them apart.
    const at = (await timeOf(product.auth.db)).getTime();
    const made = Array.from({ length: 25 }, () => ({ at, event: "email-otp.resend" as const }));
    await insertEvents({ ...product.auth, db: product.owner }, made);
  });

  it("contain each event once, while others arrive", async () => {
    const filter = { event: "email-otp.resend" } as const;
    const first = await listEvents(product.auth, filter, { limit: 10 });
    const later = (await timeOf(product.auth.db)).getTime() + 1;
    await insertEvents({ ...product.auth, db: product.owner }, [
      { at: later, event: "email-otp.resend" },
    ]);
    const second = await listEvents(product.auth, filter, { limit: 10, before: first.next });
    const third = await listEvents(product.auth, filter, { limit: 10, before: second.next });
    const ids = [first, second, third].flatMap(({ events }) => events.map(({ id }) => id));
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(third.next).toBeNull();
  });

  it("end without an empty page if the last one is full", async () => {
    const all = await listEvents(product.auth, {}, { limit: 200 });
    const exact = await listEvents(product.auth, {}, { limit: all.events.length });
    expect(exact.next).toBeNull();
    const pages: number[] = [];
    for await (const page of exportEvents(product.auth, {})) pages.push(page.length);
    expect(pages).toEqual([all.events.length]);
  });
});
