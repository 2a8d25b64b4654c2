import type { MailUrgency } from "@watchword/db/mail-queue";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, passTime, type TestDatabase } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prepareMailSlots, takeMailSlot } from "../src/sending-rate.ts";

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url, { max: 20 }));
});
beforeEach(async () => void (await sql`DELETE FROM mail_slots`.execute(db)));
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function take(perMinute: number, urgency: MailUrgency, tries: number): Promise<number> {
  const taken = await Promise.all(
    Array.from({ length: tries }, () => takeMailSlot(db, perMinute, urgency)),
  );
  return taken.filter(({ ok }) => ok).length;
}

/** Asked at once some skip each other's slot and come back; asked until nobody gets one. */
async function takeAll(perMinute: number, urgency: MailUrgency): Promise<number> {
  let all = 0;
  for (let taken = -1; taken !== 0; all += taken) taken = await take(perMinute, urgency, 30);
  return all;
}

test("in no minute more mails leave than may, however many workers ask", async () => {
  await Promise.all([prepareMailSlots(db, 20), prepareMailSlots(db, 20)]);
  expect(await takeAll(20, "awaited")).toBe(20);
  await passTime(db, 45);
  expect(await take(20, "awaited", 5)).toBe(0);
  await passTime(db, 15);
  expect(await take(20, "awaited", 1)).toBe(1);
  await passTime(db, 30);
  expect(await takeAll(20, "awaited"), "a sliding minute, not one of the clock").toBe(19);
});

test("who finds none is told when the next is free", async () => {
  await prepareMailSlots(db, 1);
  await take(1, "notice", 1);
  await passTime(db, 20);
  const refused = await takeMailSlot(db, 1, "notice");
  expect(refused).toMatchObject({ ok: false });
  if (!refused.ok) expect(refused.retryAfterMs / 1000).toBeCloseTo(40, 0);
});

test("notices leave a quarter of them to mails that somebody waits for", async () => {
  await prepareMailSlots(db, 20);
  expect(await takeAll(20, "notice")).toBe(15);
  expect(await takeAll(20, "awaited")).toBe(5);
});

test("a lower limit holds at once, though a higher one was prepared", async () => {
  await prepareMailSlots(db, 20);
  expect(await takeAll(8, "awaited")).toBe(8);
});
