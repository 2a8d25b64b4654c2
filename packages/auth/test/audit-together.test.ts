import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AuditEvent, recordEvent } from "../src/audit/audit.ts";
import { toLongToken } from "../src/keys/long-token.ts";
import { createAuth } from "../src/auth.ts";
import { startFleet } from "./processes/fleet.ts";
import { LAPTOP, type Product, SECRET, startProduct } from "./product.ts";

let product: Product;
const statements: string[] = [];
beforeAll(async () => {
  product = await startProduct({ onStatement: (statement) => statements.push(statement.sql) });
});
afterAll(() => product.close());

const writing = () => statements.filter((text) => text.includes("record_events"));

function signIn(requestId: string, more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    event: "email-otp.sign-in",
    outcome: "refused",
    reason: "INVALID_TOKEN",
    userId: null,
    address: null,
    token: null,
    client: LAPTOP,
    requestId,
    ...more,
  };
}

const requestIds = (count: number) => Array.from({ length: count }, () => randomUUID());

/** Of these requests, those that are in the record, each as often as it is. */
async function recorded(asked: readonly string[]): Promise<string[]> {
  const rows = await product.auth.db
    .selectFrom("audit_events")
    .select("request_id")
    .where("request_id", "in", asked)
    .execute();
  return rows.map((row) => row.request_id ?? "").toSorted();
}

it("an event that comes alone is recorded when its write resolves", async () => {
  const asked = requestIds(3);
  statements.splice(0);
  for (const requestId of asked) {
    await recordEvent(product.auth, signIn(requestId));
    expect(await recorded([requestId])).toEqual([requestId]);
  }
  expect(writing()).toHaveLength(3);
});

it("events that come at once are each recorded once, in fewer statements with the same text", async () => {
  const asked = requestIds(250);
  statements.splice(0);
  await Promise.all(asked.map((requestId) => recordEvent(product.auth, signIn(requestId))));
  expect(await recorded(asked)).toEqual(asked.toSorted());
  expect(writing().length).toBeLessThan(10);
  expect(new Set(writing()).size).toBe(1);
});

it("events that come at once from two processes are each recorded once", async () => {
  const orders = { databaseUrl: product.databaseUrl, secret: SECRET };
  const fleet = await startFleet([orders, orders]);
  const asked = requestIds(200);
  const answers = await fleet.call(asked.map((requestId) => ({ kind: "record", requestId })));
  await fleet.stop();
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await recorded(asked)).toEqual(asked.toSorted());
});

it("each event of a batch has its own token, address and account", async () => {
  const [ada, grace] = await Promise.all([
    product.requestAndRead("ada@example.com"),
    product.requestAndRead("grace@example.com"),
  ]);
  const asked = requestIds(4) as [string, string, string, string];
  const { id: userId } = (await product.signIn("joan@example.com")).user;
  const address = { collection: "users", email: "mary@example.com" };
  await Promise.all([
    recordEvent(product.auth, signIn(asked[0], { token: { id: ada.otpId } })),
    recordEvent(product.auth, signIn(asked[1], { token: toLongToken(grace.token) })),
    recordEvent(product.auth, signIn(asked[2], { address, userId })),
    recordEvent(product.auth, signIn(asked[3], { token: { id: "none" } })),
  ]);
  const { rows } = await sql`
    SELECT address, token_id, user_id, (address_key IS NOT NULL) AS keyed FROM audit_events
    JOIN unnest(${asked}::text[]) WITH ORDINALITY AS asked (id, place) ON asked.id = request_id
    ORDER BY place`.execute(product.auth.db);
  expect(rows).toEqual([
    { address: "a•••@example.com", token_id: ada.otpId, user_id: null, keyed: true },
    { address: "g•••@example.com", token_id: grace.otpId, user_id: null, keyed: true },
    { address: "m•••@example.com", token_id: null, user_id: userId, keyed: true },
    { address: null, token_id: null, user_id: null, keyed: false },
  ]);
});

it("an event that Postgres refuses makes no other event fail", async () => {
  const asked = requestIds(40);
  const bad = asked[17] ?? "";
  const writings = asked.map((requestId) =>
    recordEvent(
      product.auth,
      signIn(requestId, requestId === bad ? { outcome: "lost" as never } : {}),
    ),
  );
  const ends = await Promise.allSettled(writings);
  const failed = asked.filter((_, index) => ends[index]?.status === "rejected");
  expect(failed).toEqual([bad]);
  expect(ends[17]).toMatchObject({ reason: { code: "23514" } });
  expect(await recorded(asked)).toEqual(asked.filter((id) => id !== bad).toSorted());
});

it("closing waits for the events that have come", async () => {
  const auth = createAuth({ database: product.databaseUrl, secret: SECRET });
  await auth.index.hash("client", "read the key");
  const asked = requestIds(30);
  const writings = asked.map((requestId) => recordEvent(auth, signIn(requestId)));
  await writings[0];
  await auth.close();
  await Promise.all(writings);
  expect(await recorded(asked)).toEqual(asked.toSorted());
});
