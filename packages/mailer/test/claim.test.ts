import { randomUUID } from "node:crypto";
import { inOneMoment } from "@watchword/auth/testing";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
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

/** Makes mails due, and their leases end, so much sooner. */
const bringForward = (moment: Kysely<Database>, seconds: number) =>
  sql`UPDATE mails SET run_at = run_at - make_interval(secs => ${seconds})`.execute(moment);

async function claimed(id: string) {
  const mail = await claimMail(auth, id);
  if (!mail) throw new Error("The mail can't be claimed.");
  return mail;
}

test("a claimed mail belongs to one mailer until its lease ends, and then only to the next one", async () => {
  await clearQueue();
  const id = await queueMail(db, 600);
  const [dead, living] = [randomUUID(), randomUUID()];
  await inOneMoment(db, async (moment) => {
    const claim = (lease: string) => claimMails(moment, lease, "awaited", 5);
    expect(await claim(dead)).toMatchObject([{ id, lease: dead }]);
    expect(await dueInSeconds(moment.db, id)).toBe(8);
    expect(await claim(living)).toEqual([]);
    await bringForward(moment.db, 7);
    await renewMails(moment, dead, [id]);
    await bringForward(moment.db, 7);
    expect(await claim(living), "its lease was renewed").toEqual([]);
    await bringForward(moment.db, 2);
    expect(await claim(living)).toMatchObject([{ id, lease: living }]);
  });
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

test("the time when the next mail is due is known for each urgency", async () => {
  await clearQueue();
  expect(await nextMailInMs(db, ["awaited", "notice"])).toBeNull();
  await queueMail(db);
  expect(await nextMailInMs(db, ["notice"])).toBe(0);
  expect(await nextMailInMs(db, ["awaited"])).toBeNull();
  const mail = await claimed(await queueMail(db, 1_200));
  await inOneMoment(db, async (moment) => {
    await putBack(moment, mail, { pauseMs: 600_000, reason: "451" });
    expect(await nextMailInMs(moment.db, ["awaited"])).toBe(600_000);
  });
});

test("the queue's age is that of the mail that has waited the longest; notices may wait an hour longer", async () => {
  await clearQueue();
  await queueMail(db);
  const code = await queueMail(db, 600);
  await inOneMoment(db, async (moment) => {
    await sql`UPDATE mails SET run_at = now()`.execute(moment.db);
    await sql`
      UPDATE mails SET run_at = now() - interval '30 minutes' WHERE id <> ${code}`.execute(
      moment.db,
    );
    expect(await queueAgeSeconds(moment.db)).toBe(0);
    await bringForward(moment.db, 40);
    expect(await queueAgeSeconds(moment.db)).toBe(40);
    await bringForward(moment.db, 40 * 60);
    await sql`DELETE FROM mails WHERE id = ${code}`.execute(moment.db);
    expect(await queueAgeSeconds(moment.db)).toBe(10 * 60 + 40);
  });
});
