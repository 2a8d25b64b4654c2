import { randomUUID } from "node:crypto";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { passTime } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimMails, nextMailInMs, renewMails } from "../src/claim.ts";
import { putBack } from "../src/settle.ts";
import { claimMail } from "./claim-mail.ts";
import { dueInSeconds, mailOf, queueMail } from "./queue-mail.ts";
import { openDatabase } from "./open-database.ts";

let database: Awaited<ReturnType<typeof openDatabase>>;
let auth: typeof database.auth;
let db: typeof database.db;
beforeAll(async () => {
  database = await openDatabase();
  ({ auth, db } = database);
});
afterAll(() => database.close());

/** Leaves nothing else that is due. */
const clearQueue = () => sql`DELETE FROM mails`.execute(db);

async function claimed(id: string) {
  const mail = await claimMail(auth, id);
  if (!mail) throw new Error("The mail can't be claimed.");
  return mail;
}

test("a claimed mail belongs to one mailer until its lease ends, and then only to the next one", async () => {
  await clearQueue();
  const id = await queueMail(db, 600);
  const [dead, living] = [randomUUID(), randomUUID()];
  const [mail] = await claimMails(auth, dead, "awaited", 5);
  expect(mail).toMatchObject({ id, lease: dead });
  expect(await dueInSeconds(db, id)).toBeCloseTo(8, 0);
  expect(await claimMails(auth, living, "awaited", 5)).toEqual([]);
  await passTime(db, 7);
  await renewMails(auth, dead, [id]);
  await passTime(db, 7);
  expect(await claimMails(auth, living, "awaited", 5), "its lease was renewed").toEqual([]);
  await passTime(db, 2);
  expect(await claimMails(auth, living, "awaited", 5)).toMatchObject([{ id, lease: living }]);
  await renewMails(auth, dead, [id]);
  expect(await putBack(auth, { id, lease: dead }, { pauseMs: 0, reason: "late" })).toBeNull();
  expect(await mailOf(db, id)).toMatchObject({ state: "sending", tries: 0, lease: living });
});

test("mailers that claim at the same time share what is due, and none gets another's mail", async () => {
  await clearQueue();
  const queued = await Promise.all(Array.from({ length: 40 }, () => queueMail(db, 600)));
  const claims = await Promise.all(
    Array.from({ length: 10 }, () => claimMails(auth, randomUUID(), "awaited", 7)),
  );
  const left = await claimMails(auth, randomUUID(), "awaited", 40);
  const ids = [...claims.flat(), ...left].map(({ id }) => id);
  expect(ids).toHaveLength(40);
  expect(new Set(ids)).toEqual(new Set(queued));
});

test("of each urgency the mail that has been due the longest is claimed first", async () => {
  await clearQueue();
  const [notice, first, second] = [
    await queueMail(db),
    await queueMail(db, 600),
    await queueMail(db, 600),
  ];
  const claim = async (urgency: "awaited" | "notice") => {
    const mails = await claimMails(auth, randomUUID(), urgency, 1);
    return mails.map(({ id }) => id);
  };
  expect(await claim("awaited")).toEqual([first]);
  expect(await claim("notice")).toEqual([notice]);
  expect(await claim("awaited")).toEqual([second]);
  expect(await claim("awaited")).toEqual([]);
});

test("it is known for each urgency when its next mail is due", async () => {
  await clearQueue();
  expect(await nextMailInMs(db, ["awaited", "notice"])).toBeNull();
  await queueMail(db);
  expect(await nextMailInMs(db, ["notice"])).toBe(0);
  expect(await nextMailInMs(db, ["awaited"])).toBeNull();
  await putBack(auth, await claimed(await queueMail(db, 1_200)), {
    pauseMs: 600_000,
    reason: "451",
  });
  expect(await nextMailInMs(db, ["awaited"])).toBeGreaterThan(590_000);
});

test("the queue's age is that of the mail that waits the longest; notices may wait an hour longer", async () => {
  await clearQueue();
  const aged = (interval: string) =>
    sql`UPDATE mails SET run_at = run_at - ${interval}::interval`.execute(db);
  await queueMail(db);
  await aged("30 minutes");
  expect(await queueAgeSeconds(db)).toBe(0);
  await queueMail(db, 600);
  await aged("40 seconds");
  expect(Math.round(await queueAgeSeconds(db))).toBe(40);
  await aged("40 minutes");
  await sql`DELETE FROM mails WHERE priority < 10`.execute(db);
  expect(Math.round((await queueAgeSeconds(db)) / 60)).toBe(11);
});
