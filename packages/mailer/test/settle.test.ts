import { inOneMoment } from "@watchword/auth/testing";
import { msSince, passTime, timeOf } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putBack } from "../src/settle.ts";
import { noteSent, settleMail } from "../src/testing/testing.ts";
import { claimMail } from "./claim-mail.ts";
import { keepRendition } from "./keep-rendition.ts";
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

const RENDITION = Buffer.from("sealed");
const RESEND = { provider: "resend", providerId: "re_1" };

test("a mail is claimed, gets its rendition, and is sent", async () => {
  const before = await timeOf(db);
  const id = await queueMail(db, 600);
  const mail = await claimMail(auth, id);
  expect(mail).toMatchObject({ kind: "email-otp", tries: 0, rendition: null });
  // It needs five seconds to arrive.
  expect(mail?.livesMs).toBeLessThanOrEqual(595_000);
  expect(mail?.livesMs).toBeGreaterThanOrEqual(595_000 - (await msSince(db, before)));
  expect(await mailOf(db, id)).toMatchObject({ state: "sending" });

  const codeEnds = new Date((await timeOf(db)).getTime() + 60_000);
  const kept = await keepRendition(auth, id, RENDITION, codeEnds);
  expect(kept?.rendition).toEqual(RENDITION);
  expect(kept?.livesMs).toBeLessThan(61_000);

  await noteSent(auth, id, RESEND);
  expect(await mailOf(db, id)).toMatchObject({
    state: "sent",
    provider: "resend",
    provider_id: "re_1",
    rendition: null,
  });
  expect(await claimMail(auth, id)).toBeNull();
});

test("if two mailers hold a mail, the rendition of the first to write stays", async () => {
  const id = await queueMail(db, 600);
  expect(await claimMail(auth, id)).not.toBeNull();
  expect(await claimMail(auth, id)).not.toBeNull();
  const written = await Promise.all(
    ["one", "other"].map((said) => keepRendition(auth, id, Buffer.from(said), null)),
  );
  expect(written[0]?.rendition).toEqual(written[1]?.rendition);
  expect((await claimMail(auth, id))?.rendition).toEqual(written[0]?.rendition);
});

test("a mail that is put back is due after its pause, and keeps the reason", async () => {
  const id = await queueMail(db, 600);
  const mail = await claimed(id);
  await keepRendition(auth, id, RENDITION, null);
  await inOneMoment(db, async (moment) => {
    expect(await putBack(moment, mail, { pauseMs: 30_000, reason: "smtp 451" })).toBe("queued");
    expect(await dueInSeconds(moment.db, id)).toBe(30);
  });
  expect(await mailOf(db, id)).toMatchObject({ state: "queued", tries: 1, reason: "smtp 451" });

  const again = await claimed(id);
  expect(again).toMatchObject({ tries: 1, rendition: RENDITION });
  expect(await putBack(auth, again, { pauseMs: 30_000 }), "waited for a slot").toBe("queued");
  expect(await mailOf(db, id)).toMatchObject({ tries: 1, reason: "smtp 451" });
  expect(await putBack(auth, again, { pauseMs: 30_000 }), "nobody holds it").toBeNull();
});

async function claimed(id: string) {
  const mail = await claimMail(auth, id);
  if (!mail) throw new Error("The mail can't be claimed.");
  return mail;
}

/** Claims a mail as its token has so many seconds left. */
function claimBeforeEnd(id: string, seconds: number) {
  return inOneMoment(db, async (moment) => {
    await sql`
      UPDATE tokens SET token_expires_at = now() + make_interval(secs => ${seconds})
      WHERE id = (SELECT token_id FROM mails WHERE id = ${id})`.execute(moment.db);
    return claimMail(moment, id);
  });
}

test("no mail is tried once its token or code has expired, or a notice after a day", async () => {
  const [ofToken, ofCode, notice, early] = [
    await queueMail(db, 600),
    await queueMail(db, 1200),
    await queueMail(db),
    await queueMail(db, 1200),
  ];
  await claimMail(auth, ofCode);
  await keepRendition(auth, ofCode, RENDITION, new Date((await timeOf(db)).getTime() + 600_000));
  const untilThen = { pauseMs: 1_200_000, reason: "smtp 451" };
  expect(await putBack(auth, await claimed(early), untilThen), "over by then").toBe("expired");
  await passTime(db, 596);
  expect(await claimBeforeEnd(ofToken, 5.1)).not.toBeNull();
  expect(await claimBeforeEnd(ofToken, 4.9), "too late to arrive in time").toBeNull();
  expect(await claimMail(auth, ofCode)).toBeNull();
  expect(await claimMail(auth, notice)).not.toBeNull();
  await passTime(db, 86_400);
  expect(await claimMail(auth, notice)).toBeNull();
  for (const id of [ofToken, ofCode, notice, early]) {
    expect(await mailOf(db, id)).toMatchObject({ state: "expired", rendition: null, sealed: null });
  }
});

test("the first verdict stands, unless the provider says that it took the mail", async () => {
  const [failed, late] = [await queueMail(db), await queueMail(db)];
  await claimMail(auth, failed);
  await settleMail(auth, failed, { state: "failed", reason: "smtp 554", tried: true });
  await settleMail(auth, failed, { state: "skipped" });
  const settled = await mailOf(db, failed);
  expect(settled).toMatchObject({ state: "failed", reason: "smtp 554", tries: 1 });
  expect(settled.sealed, "for another try by an operator").not.toBeNull();

  await settleMail(auth, late, { state: "skipped" });
  await noteSent(auth, late, RESEND);
  expect(await mailOf(db, late)).toMatchObject({ state: "sent", sealed: null });
  await db
    .updateTable("mails")
    .set({ state: "delivered", event_at: new Date() })
    .where("id", "=", late)
    .execute();
  await noteSent(auth, late, RESEND);
  expect(await mailOf(db, late)).toMatchObject({ state: "delivered" });
});
