import { challengeStatus } from "@watchword/auth/challenge";
import { suppressionOf } from "@watchword/auth/delivery";
import {
  type ResendServer,
  type SmtpMood,
  startResendServer,
  startSmtpServer,
  type TestSmtpServer,
} from "@watchword/emails/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "./processes.ts";
import { createSending, type Sending } from "./sending.ts";

let sending: Sending;
let smtp: TestSmtpServer;
beforeEach(async () => {
  [sending, smtp] = await Promise.all([createSending(), startSmtpServer()]);
});
afterEach(async () => {
  await sending.close();
  await smtp.close();
});

const messageIds = () =>
  smtp.received.map(({ raw }) => /^Message-ID: <(.+)@/im.exec(raw)?.[1] ?? "none");

describe("over SMTP", () => {
  it.each<[string, SmtpMood[], { tries: number; copies: number }]>([
    ["a slow server", [{ slowMs: 400 }], { tries: 0, copies: 1 }],
    [
      "451, twice",
      [
        { refuse: "rcpt", with: "451 4.7.1 Greylisted" },
        { refuse: "data", with: "451 Local error" },
      ],
      { tries: 2, copies: 1 },
    ],
    ["a connection dropped mid-data", [{ cut: "mid-data" }], { tries: 1, copies: 1 }],
    [
      "a connection dropped once the message was in",
      [{ cut: "after-data" }],
      { tries: 1, copies: 2 },
    ],
  ])("%s loses no mail, and sends it at most once more", async (_, moods, { tries, copies }) => {
    smtp.moods = [...moods];
    await sending.startWorker({ smtpUrl: smtp.url });
    const otpId = await sending.request("ada@example.com");
    const mail = await sending.settled(otpId);
    expect(mail).toMatchObject({ state: "sent", provider: "smtp", tries });
    expect(messageIds()).toEqual(Array.from({ length: copies }, () => mail.id));
    expect(new Set(smtp.received.map(({ raw }) => raw)).size, "the same message").toBe(1);
  });

  it("a 550 that says there is no such mailbox is a bounce, and stops further mails to it for now", async () => {
    smtp.moods = [{ refuse: "rcpt", with: "550 5.1.1 No such user" }];
    await sending.startWorker({ smtpUrl: smtp.url });
    const otpId = await sending.request("nobody@example.com");
    expect(await sending.settled(otpId)).toMatchObject({
      state: "bounced",
      reason: "smtp: 550 5.1.1 RCPT TO",
      rendition: null,
    });
    const status = await challengeStatus(sending.auth, "email-otp", otpId);
    expect(status).toMatchObject({ status: { delivery: "bounced" } });

    const again = await sending.request("nobody@example.com");
    expect(await sending.settled(again)).toMatchObject({
      state: "bounced",
      reason: "suppressed: bounce",
    });
    expect(smtp.received).toEqual([]);
    await sending.passTime(86_401);
    const later = await sending.request("nobody@example.com");
    expect(await sending.settled(later)).toMatchObject({ state: "sent" });
  });

  it("a 550 because of the mail's content is a failure, and says nothing about the mailbox", async () => {
    smtp.moods = [{ refuse: "data", with: "550 5.7.1 Looks like spam" }];
    await sending.startWorker({ smtpUrl: smtp.url });
    const otpId = await sending.request("ada@example.com");
    expect(await sending.settled(otpId)).toMatchObject({ state: "failed", tries: 1 });
    expect(await suppressionOf(sending.auth, "ada@example.com", "email-otp")).toBeNull();
  });

  it("a server that is out of reach is named, and mail waits for it", async () => {
    await smtp.close();
    const worker = await sending.startWorker({ smtpUrl: smtp.url });
    expect(await worker.check()).toMatch(/^smtp: E/);
    const otpId = await sending.request("ada@example.com");
    await until(async () => {
      const { tries, state } = await sending.mailOf(otpId);
      return tries > 0 && state === "queued";
    });
    smtp = await startSmtpServer();
    await worker.stop();
    await sending.startWorker({ smtpUrl: smtp.url });
    expect(await sending.settled(otpId)).toMatchObject({ state: "sent" });
  });
});

describe("with Resend first and SMTP second", () => {
  let resend: ResendServer;
  beforeEach(async () => void (resend = await startResendServer()));
  afterEach(() => resend.close());

  const startWorker = (apiKey = resend.apiKey) =>
    sending.startWorker({ resend: { apiKey, baseUrl: resend.url }, smtpUrl: smtp.url });

  it("mail goes out by SMTP while Resend keeps failing", async () => {
    resend.mood = () => ({ answer: [500, "internal_server_error"] });
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    expect(await sending.settled(otpId)).toMatchObject({ state: "sent", provider: "smtp" });
    expect(resend.requests).toHaveLength(3);
    const next = await sending.request("bea@example.com");
    expect(await sending.settled(next)).toMatchObject({ provider: "smtp", tries: 0 });
    expect(resend.requests, "left alone").toHaveLength(3);
  });

  it("mail goes out by SMTP at once if Resend's key is wrong", async () => {
    await startWorker("re_wrong");
    const otpId = await sending.request("ada@example.com");
    expect(await sending.settled(otpId)).toMatchObject({
      state: "sent",
      provider: "smtp",
      tries: 0,
    });
  });
});
