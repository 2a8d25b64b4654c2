import { randomUUID } from "node:crypto";
import { inOneMoment } from "@watchword/auth/testing";
import { type MailUrgency, PRIORITY } from "@watchword/db/mail-queue";
import { passTime } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimMails } from "../src/claim.ts";
import { prepareMailSlots } from "../src/sending-rate.ts";
import { openDatabase } from "./open-database.ts";

let database: Awaited<ReturnType<typeof openDatabase>>;
let auth: typeof database.auth;
let db: typeof database.db;
beforeAll(async () => {
  database = await openDatabase({ poolSize: 20 });
  ({ auth, db } = database);
});
beforeEach(async () => {
  await sql`DELETE FROM mail_slots`.execute(db);
  await sql`DELETE FROM mails`.execute(db);
});
afterAll(() => database.close());

/** Mails that are due, and that nothing takes from the queue but a claim. */
async function queue(urgency: MailUrgency, count: number, turn = 0, by = db): Promise<void> {
  await sql`
    INSERT INTO mails (kind, priority, turn)
    SELECT 'password-changed', ${PRIORITY[urgency]}, ${turn} FROM generate_series(1, ${count}::integer)`.execute(
    by,
  );
}

/** So many mailers claim at once, one mail each; answers how many got one. */
async function take(perMinute: number, urgency: MailUrgency, tries: number): Promise<number> {
  const limits = { perMinute, policy: { mailBudget: null } };
  const claimed = await Promise.all(
    Array.from({ length: tries }, () => claimMails(auth, randomUUID(), urgency, 1, limits)),
  );
  return claimed.flat().length;
}

/** Asked at once some skip each other's slot and come back; asked until nobody gets one. */
async function takeAll(perMinute: number, urgency: MailUrgency): Promise<number> {
  let all = 0;
  for (let taken = -1; taken !== 0; all += taken) taken = await take(perMinute, urgency, 30);
  return all;
}

test("no more mails leave in a minute than the rate allows, however many mailers claim", async () => {
  await queue("awaited", 100);
  await Promise.all([prepareMailSlots(db, 20), prepareMailSlots(db, 20)]);
  expect(await takeAll(20, "awaited")).toBe(20);
  await passTime(db, 20);
  expect(await take(20, "awaited", 5)).toBe(0);
  await passTime(db, 40);
  expect(await take(20, "awaited", 1)).toBe(1);
  await passTime(db, 20);
  expect(await takeAll(20, "awaited"), "a sliding minute, not one of the clock").toBe(19);
});

test("one claim takes as many mails as may leave, and no more", async () => {
  await queue("awaited", 100);
  await prepareMailSlots(db, 20);
  const limits = { perMinute: 20, policy: { mailBudget: null } };
  expect(await claimMails(auth, randomUUID(), "awaited", 12, limits)).toHaveLength(12);
  expect(await claimMails(auth, randomUUID(), "awaited", 12, limits)).toHaveLength(8);
  expect(await claimMails(auth, randomUUID(), "awaited", 12, limits)).toHaveLength(0);
});

test("a claim that finds nothing due uses no slot", async () => {
  await prepareMailSlots(db, 20);
  expect(await take(20, "awaited", 5)).toBe(0);
  await queue("awaited", 100);
  expect(await takeAll(20, "awaited")).toBe(20);
});

test("notices leave a quarter of the slots to mails that somebody is waiting for", async () => {
  await queue("awaited", 100);
  await queue("notice", 100);
  await prepareMailSlots(db, 20);
  expect(await takeAll(20, "notice")).toBe(15);
  expect(await takeAll(20, "awaited")).toBe(5);
});

test("a lower limit applies at once, although a higher one was prepared", async () => {
  await queue("awaited", 100);
  await prepareMailSlots(db, 20);
  expect(await takeAll(5, "awaited")).toBe(5);
});

test("networks that have mails queued already leave evenly, and never up to the last slot", async () => {
  await queue("awaited", 100, 1_000);
  await prepareMailSlots(db, 60);
  await inOneMoment(db, async (moment) => {
    const claim = async () => {
      const limits = { perMinute: 60, policy: { mailBudget: null } };
      return (await claimMails(moment, randomUUID(), "awaited", 12, limits)).length;
    };
    expect([await claim(), await claim()], "two in two seconds").toEqual([2, 0]);
    await passSlots(moment.db, 2);
    expect([await claim(), await claim()]).toEqual([2, 0]);
    await useSlotsFrom(moment.db, 7);
    expect([await claim(), await claim()], "five are left to others").toEqual([1, 0]);
    await queue("awaited", 100, 0, moment.db);
    expect([await claim(), await claim()]).toEqual([5, 0]);
    await passSlots(moment.db, 60);
    expect([await claim(), await claim()], "others leave in a burst").toEqual([12, 12]);
  });
});

const passSlots = (moment: typeof db, seconds: number) =>
  sql`UPDATE mail_slots SET used_at = used_at - make_interval(secs => ${seconds})`.execute(moment);

/** All slots but the first are used, half a minute ago. */
const useSlotsFrom = (moment: typeof db, number: number) =>
  sql`
  UPDATE mail_slots SET used_at = CASE WHEN number < ${number} THEN '-infinity' ELSE now() - interval '30 seconds' END
`.execute(moment);
