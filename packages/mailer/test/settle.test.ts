import { randomUUID } from "node:crypto";
import { PRIORITY, queueAgeSeconds } from "@watchword/db/mail-queue";
import { createDatabase, createPool } from "@watchword/db/pool";
import {
  asOwner,
  createTestDatabase,
  passTime,
  type TestDatabase,
  timeOf,
} from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimMails, nextMailInMs, renewMails } from "../src/claim.ts";
import { noteSent, putBack, settleMail } from "../src/settle.ts";
import { claimMail } from "./claim-mail.ts";
import { keepRendition } from "./keep-rendition.ts";

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const RENDITION = Buffer.from("sealed");
const RESEND = { provider: "resend", providerId: "re_1" };

/** A mail in the queue: of a token that lives so long, or a notice. */
async function queueMail(tokenSeconds?: number): Promise<string> {
  const [id, tokenId] = [randomUUID(), randomUUID()];
  if (tokenSeconds === undefined) {
    await sql`
      INSERT INTO mails (id, kind, priority, sealed)
      VALUES (${id}, 'password-changed', ${PRIORITY.notice}, ${Buffer.from("said")})`.execute(db);
    return id;
  }
  const queueing = sql`
    WITH token AS (
      INSERT INTO tokens (id, purpose, collection, email, token_hash, token_expires_at)
      VALUES (${tokenId}, 'email-otp', 'users', 'ada@example.com', ${Buffer.from(tokenId)},
        now() + make_interval(secs => ${tokenSeconds}))
      RETURNING id
    )
    INSERT INTO mails (id, kind, token_id) SELECT ${id}, 'email-otp', id FROM token`;
  await asOwner(db, (owner) => queueing.execute(owner));
  return id;
}

const mailOf = (id: string) =>
  db.selectFrom("mails").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

/** Seconds until a mail is due, or until its lease ends. */
async function dueInSeconds(id: string): Promise<number> {
  const { rows } = await sql<{ due_s: number }>`
    SELECT extract(epoch FROM run_at - now())::float8 AS due_s FROM mails WHERE id = ${id}`.execute(
    db,
  );
  return rows[0]?.due_s ?? Number.NaN;
}

/** Nothing else is due. */
const clearQueue = () => sql`DELETE FROM mails`.execute(db);

test("a mail is claimed, keeps what it says, and is sent", async () => {
  const id = await queueMail(600);
  const mail = await claimMail(db, id);
  expect(mail).toMatchObject({ kind: "email-otp", tries: 0, rendition: null });
  expect(mail?.livesMs).toBeGreaterThan(590_000);
  expect(await mailOf(id)).toMatchObject({ state: "sending" });

  const codeEnds = new Date((await timeOf(db)).getTime() + 60_000);
  const kept = await keepRendition(db, id, RENDITION, codeEnds);
  expect(kept?.rendition).toEqual(RENDITION);
  expect(kept?.livesMs).toBeLessThan(61_000);

  await noteSent(db, id, RESEND);
  expect(await mailOf(id)).toMatchObject({
    state: "sent",
    provider: "resend",
    provider_id: "re_1",
    rendition: null,
  });
  expect(await claimMail(db, id)).toBeNull();
});

test("of two mailers that hold a mail, the first to write decides what it says", async () => {
  const id = await queueMail(600);
  expect(await claimMail(db, id)).not.toBeNull();
  expect(await claimMail(db, id)).not.toBeNull();
  const written = await Promise.all(
    ["one", "other"].map((said) => keepRendition(db, id, Buffer.from(said), null)),
  );
  expect(written[0]?.rendition).toEqual(written[1]?.rendition);
  expect((await claimMail(db, id))?.rendition).toEqual(written[0]?.rendition);
});

test("one that is put back is due after its pause, and remembers why", async () => {
  const id = await queueMail(600);
  const mail = await claimed(id);
  await keepRendition(db, id, RENDITION, null);
  expect(await putBack(db, mail, { pauseMs: 30_000, reason: "smtp 451" })).toBe("queued");
  expect(await mailOf(id)).toMatchObject({ state: "queued", tries: 1, reason: "smtp 451" });
  expect(await dueInSeconds(id)).toBeCloseTo(30, 0);

  const again = await claimed(id);
  expect(again).toMatchObject({ tries: 1, rendition: RENDITION });
  expect(await putBack(db, again, { pauseMs: 30_000 }), "waited for a slot").toBe("queued");
  expect(await mailOf(id)).toMatchObject({ tries: 1, reason: "smtp 451" });
  expect(await putBack(db, again, { pauseMs: 30_000 }), "nobody holds it").toBeNull();
});

async function claimed(id: string) {
  const mail = await claimMail(db, id);
  if (!mail) throw new Error("The mail can't be claimed.");
  return mail;
}

test("nothing is tried after its time: neither a token's, a code's nor a notice's day", async () => {
  const [ofToken, ofCode, notice, early] = [
    await queueMail(600),
    await queueMail(1200),
    await queueMail(),
    await queueMail(1200),
  ];
  await claimMail(db, ofCode);
  await keepRendition(db, ofCode, RENDITION, new Date((await timeOf(db)).getTime() + 600_000));
  const untilThen = { pauseMs: 1_200_000, reason: "smtp 451" };
  expect(await putBack(db, await claimed(early), untilThen), "over by then").toBe("expired");
  await passTime(db, 594);
  expect(await claimMail(db, ofToken)).not.toBeNull();
  await passTime(db, 1);
  expect(await claimMail(db, ofToken), "too late to arrive in time").toBeNull();
  expect(await claimMail(db, ofCode)).toBeNull();
  expect(await claimMail(db, notice)).not.toBeNull();
  await passTime(db, 86_400);
  expect(await claimMail(db, notice)).toBeNull();
  for (const id of [ofToken, ofCode, notice, early]) {
    expect(await mailOf(id)).toMatchObject({ state: "expired", rendition: null, sealed: null });
  }
});

test("the first verdict stands, but for a provider's word that it took the mail", async () => {
  const [failed, late] = [await queueMail(), await queueMail()];
  await claimMail(db, failed);
  await settleMail(db, failed, { state: "failed", reason: "smtp 554", tried: true });
  await settleMail(db, failed, { state: "skipped" });
  const settled = await mailOf(failed);
  expect(settled).toMatchObject({ state: "failed", reason: "smtp 554", tries: 1 });
  expect(settled.sealed, "for another try by an operator").not.toBeNull();

  await settleMail(db, late, { state: "skipped" });
  await noteSent(db, late, RESEND);
  expect(await mailOf(late)).toMatchObject({ state: "sent", sealed: null });
  await db
    .updateTable("mails")
    .set({ state: "delivered", event_at: new Date() })
    .where("id", "=", late)
    .execute();
  await noteSent(db, late, RESEND);
  expect(await mailOf(late)).toMatchObject({ state: "delivered" });
});

test("a mail that is held is nobody else's until its lease ends, and then another's alone", async () => {
  await clearQueue();
  const id = await queueMail(600);
  const [dead, living] = [randomUUID(), randomUUID()];
  const [mail] = await claimMails(db, dead, "awaited", 5);
  expect(mail).toMatchObject({ id, lease: dead });
  expect(await dueInSeconds(id)).toBeCloseTo(8, 0);
  expect(await claimMails(db, living, "awaited", 5)).toEqual([]);
  await passTime(db, 7);
  await renewMails(db, dead, [id]);
  await passTime(db, 7);
  expect(await claimMails(db, living, "awaited", 5), "its lease was renewed").toEqual([]);
  await passTime(db, 2);
  expect(await claimMails(db, living, "awaited", 5)).toMatchObject([{ id, lease: living }]);
  await renewMails(db, dead, [id]);
  expect(await putBack(db, { id, lease: dead }, { pauseMs: 0, reason: "late" })).toBeNull();
  expect(await mailOf(id)).toMatchObject({ state: "sending", tries: 0, lease: living });
});

test("mailers that claim at once share what is due, and none gets another's", async () => {
  await clearQueue();
  const queued = await Promise.all(Array.from({ length: 40 }, () => queueMail(600)));
  const claims = await Promise.all(
    Array.from({ length: 10 }, () => claimMails(db, randomUUID(), "awaited", 7)),
  );
  const left = await claimMails(db, randomUUID(), "awaited", 40);
  const ids = [...claims.flat(), ...left].map(({ id }) => id);
  expect(ids).toHaveLength(40);
  expect(new Set(ids)).toEqual(new Set(queued));
});

test("what is claimed of an urgency was due the longest", async () => {
  await clearQueue();
  const [notice, first, second] = [await queueMail(), await queueMail(600), await queueMail(600)];
  const claim = async (urgency: "awaited" | "notice") => {
    const mails = await claimMails(db, randomUUID(), urgency, 1);
    return mails.map(({ id }) => id);
  };
  expect(await claim("awaited")).toEqual([first]);
  expect(await claim("notice")).toEqual([notice]);
  expect(await claim("awaited")).toEqual([second]);
  expect(await claim("awaited")).toEqual([]);
});

test("when the next mail is due can be asked of each urgency", async () => {
  await clearQueue();
  expect(await nextMailInMs(db, ["awaited", "notice"])).toBeNull();
  await queueMail();
  expect(await nextMailInMs(db, ["notice"])).toBe(0);
  expect(await nextMailInMs(db, ["awaited"])).toBeNull();
  await putBack(db, await claimed(await queueMail(1_200)), { pauseMs: 600_000, reason: "451" });
  expect(await nextMailInMs(db, ["awaited"])).toBeGreaterThan(590_000);
});

test("the queue's age is that of the mail that waits the longest; notices may wait an hour longer", async () => {
  await clearQueue();
  const aged = (interval: string) =>
    sql`UPDATE mails SET run_at = run_at - ${interval}::interval`.execute(db);
  await queueMail();
  await aged("30 minutes");
  expect(await queueAgeSeconds(db)).toBe(0);
  await queueMail(600);
  await aged("40 seconds");
  expect(Math.round(await queueAgeSeconds(db))).toBe(40);
  await aged("40 minutes");
  await sql`DELETE FROM mails WHERE priority < 10`.execute(db);
  expect(Math.round((await queueAgeSeconds(db)) / 60)).toBe(11);
});
