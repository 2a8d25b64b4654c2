import { randomUUID } from "node:crypto";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, passTime, type TestDatabase, timeOf } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepRendition, noteSent, putBack, settleMail, takeMail } from "../src/mail-delivery.ts";
import { addJob, dropDeadJobs, enqueueNotice, queueAgeSeconds } from "../src/mail-queue.ts";

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
    const notice = {
      id,
      kind: "password-changed" as const,
      sealed: Buffer.from("said"),
      atMostAnHour: 3,
    };
    const account = sql`(SELECT NULL::uuid AS user_id) AS account`;
    await sql`WITH ${enqueueNotice("told", notice, account)} SELECT FROM told`.execute(db);
    return id;
  }
  await sql`
    WITH token AS (
      INSERT INTO tokens (id, purpose, collection, email, token_hash, token_expires_at)
      VALUES (${tokenId}, 'email-otp', 'users', 'ada@example.com', ${Buffer.from(tokenId)},
        now() + make_interval(secs => ${tokenSeconds}))
      RETURNING id
    ), mail AS (
      INSERT INTO mails (id, kind, token_id) VALUES (${id}, 'email-otp', ${tokenId}) RETURNING id
    ), job AS MATERIALIZED (SELECT ${addJob("email-otp", sql`mail.id`)} FROM mail)
    SELECT FROM job, token`.execute(db);
  return id;
}

const mailOf = (id: string) =>
  db.selectFrom("mails").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

async function jobsOf(id: string) {
  const { rows } = await sql<{ priority: number; flags: object; due_s: number }>`
    SELECT priority, flags, extract(epoch FROM run_at - now())::float8 AS due_s
    FROM graphile_worker._private_jobs WHERE payload->>'mailId' = ${id}`.execute(db);
  return rows;
}

test("a mail is taken, keeps what it says, and is sent", async () => {
  const id = await queueMail(600);
  const taken = await takeMail(db, id);
  expect(taken).toMatchObject({ kind: "email-otp", tries: 0, rendition: null });
  expect(taken?.livesMs).toBeGreaterThan(590_000);
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
  expect(await takeMail(db, id)).toBeNull();
});

test("of two workers that hold a mail, the first to write decides what it says", async () => {
  const id = await queueMail(600);
  expect(await takeMail(db, id)).not.toBeNull();
  expect(await takeMail(db, id)).not.toBeNull();
  const written = await Promise.all(
    ["one", "other"].map((said) => keepRendition(db, id, Buffer.from(said), null)),
  );
  expect(written[0]?.rendition).toEqual(written[1]?.rendition);
  expect((await takeMail(db, id))?.rendition).toEqual(written[0]?.rendition);
});

test("one that is put back has one job, after its pause, and remembers why", async () => {
  const id = await queueMail(600);
  await takeMail(db, id);
  await keepRendition(db, id, RENDITION, null);
  const again = { kind: "email-otp", pauseMs: 30_000 };
  expect(await putBack(db, id, { ...again, reason: "smtp 451" })).toBe("queued");
  expect(await mailOf(id)).toMatchObject({ state: "queued", tries: 1, reason: "smtp 451" });
  expect(await jobsOf(id)).toHaveLength(1);
  expect((await jobsOf(id))[0]?.due_s).toBeCloseTo(30, 0);

  expect(await takeMail(db, id)).toMatchObject({ tries: 1, rendition: RENDITION });
  expect(await putBack(db, id, again), "waited for a slot").toBe("queued");
  expect(await mailOf(id)).toMatchObject({ tries: 1, reason: "smtp 451" });
  expect(await jobsOf(id), "added by a job that ran twice").toHaveLength(1);
  expect(await putBack(db, id, again), "nobody holds it").toBeNull();
});

test("nothing is tried after its time: neither a token's, a code's nor a notice's day", async () => {
  const [ofToken, ofCode, notice, early] = [
    await queueMail(600),
    await queueMail(1200),
    await queueMail(),
    await queueMail(1200),
  ];
  await takeMail(db, ofCode);
  await keepRendition(db, ofCode, RENDITION, new Date((await timeOf(db)).getTime() + 600_000));
  await takeMail(db, early);
  const untilThen = { kind: "email-otp", pauseMs: 1_200_000, reason: "smtp 451" };
  expect(await putBack(db, early, untilThen), "over before its next try").toBe("expired");
  await passTime(db, 594);
  expect(await takeMail(db, ofToken)).not.toBeNull();
  await passTime(db, 1);
  expect(await takeMail(db, ofToken), "too late to arrive in time").toBeNull();
  expect(await takeMail(db, ofCode)).toBeNull();
  expect(await takeMail(db, notice)).not.toBeNull();
  await passTime(db, 86_400);
  expect(await takeMail(db, notice)).toBeNull();
  for (const id of [ofToken, ofCode, notice, early]) {
    expect(await mailOf(id)).toMatchObject({ state: "expired", rendition: null, sealed: null });
  }
});

test("the first verdict stands, but for a provider's word that it took the mail", async () => {
  const [failed, late] = [await queueMail(), await queueMail()];
  await takeMail(db, failed);
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
    .set({ state: "delivered", event_at: await timeOf(db) })
    .where("id", "=", late)
    .execute();
  await noteSent(db, late, RESEND);
  expect(await mailOf(late)).toMatchObject({ state: "delivered" });
});

test("a job that was replaced while its worker died is taken away", async () => {
  const id = await queueMail(600);
  await takeMail(db, id);
  const held = sql`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead'`;
  await held.execute(db);
  await putBack(db, id, { kind: "email-otp", pauseMs: 30_000, reason: "smtp 451" });
  await dropDeadJobs(db);
  expect(await jobsOf(id), "its worker might live").toHaveLength(2);
  await sql`SELECT graphile_worker.force_unlock_workers(ARRAY['dead'])`.execute(db);
  await dropDeadJobs(db);
  expect(await jobsOf(id)).toMatchObject([{ due_s: expect.closeTo(30, 0) }]);
});

test("mails that somebody waits for go before notices", async () => {
  const [notice, code] = [await queueMail(), await queueMail(600)];
  expect(await jobsOf(notice)).toMatchObject([{ priority: 10, flags: { notice: true } }]);
  expect(await jobsOf(code)).toMatchObject([{ priority: 0, flags: { awaited: true } }]);
});

test("the queue's age is that of who waits for a mail; notices may wait an hour longer", async () => {
  await sql`TRUNCATE graphile_worker._private_jobs`.execute(db);
  const aged = (interval: string) =>
    sql`UPDATE graphile_worker._private_jobs SET run_at = run_at - ${interval}::interval`.execute(
      db,
    );
  await queueMail();
  await aged("30 minutes");
  expect(await queueAgeSeconds(db)).toBe(0);
  await queueMail(600);
  await aged("40 seconds");
  expect(Math.round(await queueAgeSeconds(db))).toBe(40);
  await aged("40 minutes");
  await sql`DELETE FROM graphile_worker._private_jobs WHERE priority = 0`.execute(db);
  expect(Math.round((await queueAgeSeconds(db)) / 60)).toBe(11);
});
