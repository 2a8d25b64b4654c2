import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { listFailedMails, recordMailEvent, resendMail } from "@watchword/auth/delivery";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { asOwner } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "./processes.ts";
import { createSending, type Sending } from "./sending.ts";

let sending: Sending;
let resend: ResendServer;
beforeEach(async () => {
  [sending, resend] = await Promise.all([createSending(), startResendServer()]);
});
// What still waits for an answer is cut off.
afterEach(() => Promise.all([resend.close(), sending.close()]));

const startWorker = (mailsPerMinute: number | null = null) =>
  sending.startWorker({ resend: { apiKey: resend.apiKey, baseUrl: resend.url }, mailsPerMinute });

const accepted = (kind: string) =>
  [...resend.accepted.values()].filter(({ body }) => body.tags.some(({ value }) => value === kind));

/** Asks for a code and waits until Resend has its mail. */
async function codeGoesOut(): Promise<void> {
  const { id } = await sending.mailOf(await sending.request("ada@example.com"));
  await until(() => resend.accepted.has(id));
}

describe("a code", () => {
  it("isn't delayed by 5,000 notices that were queued before it, however slow they are", async () => {
    const notices = new Set(await sending.queueNotices(5_000));
    resend.mood = (key) => (notices.has(key) ? { silentMs: 8_000 } : null);
    const taken = () => accepted("new-sign-in").length;
    const asked = () =>
      new Set(resend.requests.map(({ key }) => key).filter((key) => notices.has(key))).size;
    await startWorker();
    const noticesBefore: number[] = [];
    for (let round = 0; round < 3; round++) {
      // As many as may be with the provider at the same time.
      await until(() => asked() - taken() >= sending.config.workerConcurrency);
      const before = taken();
      const { id } = await sending.mailOf(await sending.request(`code-${round}@example.com`));
      await until(() => resend.accepted.has(id));
      noticesBefore.push(taken() - before);
    }
    // One may be taken while the machine is busy; before a code that waited for its place, always.
    expect(Math.min(...noticesBefore)).toBe(0);
  });
});

describe("at sixty mails a minute, a code", () => {
  const requestCode = async (ip: string) => {
    const client = { ip, userAgent: null, place: null, locale: null };
    const email = `${randomBytes(8).toString("hex")}@example.com`;
    const request = { email, collection: "users", phrase: false, next: null, client };
    return (await requestEmailOtp(sending.auth, request)).otpId;
  };

  it("leaves within five seconds although 600 mails that six strangers requested are waiting", async () => {
    for (let mail = 0; mail < 600; mail++) await requestCode(`203.0.${mail % 6}.7`);
    const startedAt = performance.now();
    await startWorker(60);
    // The strangers' mails leave, and go on leaving.
    await until(() => resend.accepted.size >= 8);
    for (let honest = 0; honest < 3; honest++) {
      const { id } = await sending.mailOf(await requestCode(`198.51.${honest}.7`));
      const before = resend.accepted.size;
      await until(() => resend.accepted.has(id));
      // In five seconds, five of the strangers' leave.
      const strangers = [...resend.accepted.keys()].slice(before).indexOf(id);
      expect(strangers).toBeLessThanOrEqual(5);
    }
    const minutes = Math.max(1, (performance.now() - startedAt) / 60_000);
    expect(resend.accepted.size, "they haven't used up the minute").toBeLessThan(60 * minutes);
  });
});

describe("the rate", () => {
  /** Begins the minute of all mails that left within one: a slow machine may need a minute for what follows. */
  const renewSlots = () =>
    asOwner(sending.auth.db, (owner) =>
      sql`
        UPDATE mail_slots SET used_at = now() WHERE used_at > now() - interval '1 minute'`.execute(
        owner,
      ),
    );

  it("holds over all workers in any minute, and keeps a quarter for codes", async () => {
    const notices = await sending.queueNotices(30);
    const workers = await Promise.all([startWorker(12), startWorker(12)]);
    await until(() => resend.accepted.size === 9);
    await renewSlots();
    await sleep(300);
    expect(resend.accepted.size, "notices leave three slots").toBe(9);
    for (let code = 0; code < 3; code++) {
      await codeGoesOut();
      await renewSlots();
    }
    const late = await sending.request("late@example.com");
    await sleep(1_200);
    expect(resend.accepted.size).toBe(12);
    const { state, tries } = await sending.mailOf(late);
    expect({ state, tries }, "waiting doesn't count as a try").toEqual({
      state: "queued",
      tries: 0,
    });

    await Promise.all(workers.map((worker) => worker.stop()));
    await sending.passTime(60);
    await sending.hurry();
    await startWorker(12);
    expect(await sending.settled(late)).toMatchObject({ state: "sent" });
    await until(() => accepted("new-sign-in").length >= 9 + 8);
    expect(notices).toEqual(expect.arrayContaining(accepted("new-sign-in").map(({ key }) => key)));
  });
});

describe("a mail that can't be rendered", () => {
  it("doesn't hold up others, ends among the failed mails, and can be sent again once it can be rendered", async () => {
    const [broken = "", fine = ""] = await sending.queueNotices(2);
    const { sealed } = await sending.mailById(broken);
    const set = (value: Buffer | null) =>
      sending.auth.db
        .updateTable("mails")
        .set({ sealed: value })
        .where("id", "=", broken)
        .execute();
    await set(randomBytes(200));
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    expect(await sending.settled(otpId)).toMatchObject({ state: "sent" });
    await until(async () => (await sending.mailById(fine)).state === "sent");
    await until(async () => {
      await sending.hurry();
      return (await sending.mailById(broken)).state === "failed";
    });
    const [failed] = await listFailedMails(sending.auth);
    expect(failed).toMatchObject({ id: broken, reason: "unwritable", tries: 5, resendable: true });

    expect(await resendMail(sending.auth, broken)).toMatchObject({ ok: false });
    await set(sealed);
    const again = await resendMail(sending.auth, broken);
    if (!again.ok) throw new Error(again.reason);
    await until(() => resend.accepted.has(again.mailId));
    expect(resend.accepted.has(broken)).toBe(false);
  });

  it("ends in the same way if it was rendered and damaged afterwards", async () => {
    // It fails on, so that no try goes through before it is damaged.
    resend.mood = () => ({ answer: [500, "internal_server_error"] });
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    await until(async () => (await sending.mailOf(otpId)).tries > 0);
    await sql`UPDATE mails SET rendition = ${randomBytes(200)}`.execute(sending.auth.db);
    expect(await sending.settled(otpId)).toMatchObject({ state: "failed", reason: "unwritable" });
  });
});

it("a complaint stops notices but no codes", async () => {
  const { id } = await sending.mailOf(await sending.request("notice-0@example.com"));
  await recordMailEvent(sending.auth, {
    provider: "resend",
    providerId: "re_1",
    mailId: id,
    to: "notice-0@example.com",
    state: "complained",
    hard: false,
    at: new Date(),
  });
  const [notice = ""] = await sending.queueNotices(1);
  const otpId = await sending.request("notice-0@example.com");
  await startWorker();
  expect(await sending.settled(otpId)).toMatchObject({ state: "sent" });
  await until(async () => (await sending.mailById(notice)).state === "skipped");
  expect(accepted("new-sign-in")).toEqual([]);
});

it("a mail that waits for its next try isn't stored in the clear anywhere", async () => {
  resend.mood = () => ({ answer: [500, "internal_server_error"] });
  await startWorker();
  const otpId = await sending.request("ada@example.com");
  await until(async () => (await sending.mailOf(otpId)).tries > 0);
  const { subject, text } = JSON.parse(resend.requests[0]?.body ?? "{}");
  const code = /^\d{6}/.exec(subject)?.[0] ?? "";
  const token = /link\/([\w-]{43})/.exec(text)?.[1] ?? "";
  expect([code.length, token.length]).toEqual([6, 43]);
  const { rendition } = await sending.mailOf(otpId);
  expect(rendition?.length).toBeGreaterThan(1_000);
  for (const secret of [code, token]) {
    for (const encoded of [secret, Buffer.from(secret).toString("base64").slice(0, -2)]) {
      expect(rendition?.includes(encoded)).toBe(false);
    }
  }
  resend.mood = () => null;
  const mail = await sending.settled(otpId);
  expect(mail).toMatchObject({ state: "sent", rendition: null });
});
