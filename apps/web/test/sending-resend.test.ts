import { challengeStatus } from "@watchword/auth/challenge";
import { type ResendMood, type ResendServer, startResendServer } from "@watchword/emails/testing";
import { recordMailEvent } from "@watchword/auth/delivery";
import { signInWithEmailOtp } from "@watchword/auth/email-otp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "./processes.ts";
import { createSending, type Sending } from "./sending.ts";

let sending: Sending;
let resend: ResendServer;
beforeEach(async () => {
  [sending, resend] = await Promise.all([createSending(), startResendServer()]);
});
afterEach(async () => {
  await sending.close();
  await resend.close();
});

const startWorker = () =>
  sending.startWorker({ resend: { apiKey: resend.apiKey, baseUrl: resend.url } });

/** Decided without any hurry. */
async function settledByItself(otpId: string) {
  await until(async () => !["queued", "sending"].includes((await sending.mailOf(otpId)).state));
  return sending.mailOf(otpId);
}

describe("through Resend", () => {
  it("a mail is sent once and stored with Resend's id for it", async () => {
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    const mail = await settledByItself(otpId);
    expect(mail).toMatchObject({
      state: "sent",
      provider: "resend",
      provider_id: resend.accepted.get(mail.id)?.id,
      rendition: null,
      tries: 0,
    });
    expect(resend.requests).toHaveLength(1);
  });

  it.each<[string, ResendMood[]]>([
    ["429, with how long to wait", [tooMany(1), tooMany(1)]],
    ["5xx", [{ answer: [500, "internal_server_error"] }, { html: 502 }]],
    ["a connection cut before the mail was taken", [{ cut: "before" }]],
    ["a connection cut after it", [{ cut: "after" }, { cut: "after" }]],
    ["a key that somebody mends", [{ answer: [403, "invalid_api_key"] }]],
  ])("%s loses no mail and sends none twice", async (_, moods) => {
    resend.moods = [...moods];
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    const mail = await sending.settled(otpId);
    expect(mail).toMatchObject({ state: "sent", tries: moods.length });
    expect(resend.accepted.size).toBe(1);
    const bodies = new Set(resend.requests.map(({ body }) => body));
    expect(bodies.size, "each try says the same").toBe(1);
    expect(new Set(resend.requests.map(({ key }) => key))).toEqual(new Set([mail.id]));
  });

  it("waits as long as Resend asks, with every mail", async () => {
    resend.moods = [tooMany(2)];
    await startWorker();
    const first = await sending.request("ada@example.com");
    await until(() => resend.requests.length === 1);
    await until(async () => (await sending.mailOf(first)).state === "queued");
    const second = await sending.request("bea@example.com");
    await Promise.all([first, second].map((otpId) => settledByItself(otpId)));
    const [refused, ...later] = resend.requests.map(({ at }) => at);
    for (const at of later) expect(at - (refused ?? 0)).toBeGreaterThan(1_900);
    expect(later).toHaveLength(2);
  });

  it("a mail that it refuses for good has failed after one try, and holds up no other", async () => {
    resend.mood = (key) => (key === refused ? { answer: [422, "validation_error"] } : null);
    const otpId = await sending.request("ada@example.com");
    const { id: refused } = await sending.mailOf(otpId);
    const other = await sending.request("bea@example.com");
    await startWorker();
    expect(await settledByItself(otpId)).toMatchObject({
      state: "failed",
      reason: "resend: validation_error 422",
      tries: 1,
      rendition: null,
    });
    expect(await settledByItself(other)).toMatchObject({ state: "sent" });
    const status = await challengeStatus(sending.auth, "email-otp", otpId);
    expect(status).toMatchObject({ status: { delivery: "failed" } });
  });

  it("a mail that is tried until it is out of date expires, and is never sent", async () => {
    resend.mood = () => ({ answer: [500, "internal_server_error"] });
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    await until(async () => (await sending.mailOf(otpId)).tries > 0);
    await until(async () => (await sending.mailOf(otpId)).state === "queued");
    await sending.passTime(600);
    resend.mood = () => null;
    expect(await sending.settled(otpId)).toMatchObject({ state: "expired", rendition: null });
    expect(resend.accepted.size).toBe(0);
  });

  it("a mail whose code was used while it waited isn't sent any more", async () => {
    resend.mood = () => ({ answer: [500, "internal_server_error"] });
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    await until(
      async () => (await sending.mailOf(otpId)).state === "queued" && resend.requests.length > 0,
    );
    const code = /\b\d{6}\b/.exec(JSON.parse(resend.requests[0]?.body ?? "{}").subject)?.[0] ?? "";
    const client = { ip: null, userAgent: null, place: null, locale: null };
    const start = { client, previousSecret: null };
    await signInWithEmailOtp(sending.auth, { challenge: otpId, code }, start);
    resend.mood = () => null;
    expect(await sending.settled(otpId)).toMatchObject({ state: "skipped" });
    expect(resend.accepted.size).toBe(0);
  });

  it("its later events update the mail, whichever comes first", async () => {
    resend.mood = () => ({ cut: "after" });
    await startWorker();
    const otpId = await sending.request("ada@example.com");
    await until(() => resend.accepted.size > 0);
    const { id } = await sending.mailOf(otpId);
    const event = {
      provider: "resend",
      providerId: resend.accepted.get(id)?.id ?? "",
      mailId: id,
      to: "ada@example.com",
      state: "delivered" as const,
      hard: false,
      at: new Date(),
    };
    await recordMailEvent(sending.auth, event);
    expect(await sending.settled(otpId)).toMatchObject({ state: "delivered" });
    const tries = resend.requests.length;
    await sending.hurry();
    const other = await sending.request("bea@example.com");
    await until(() => resend.requests.length > tries);
    expect(resend.requests.slice(tries).map(({ key }) => key)).not.toContain(id);
    resend.mood = () => null;
    await sending.settled(other);
  });

  it("stopping finishes the mails that are under way", async () => {
    resend.moods = [{ silentMs: 500 }];
    const worker = await startWorker();
    const otpId = await sending.request("ada@example.com");
    await until(() => resend.requests.length === 1);
    await worker.stop();
    expect(await sending.mailOf(otpId)).toMatchObject({ state: "sent" });
  });
});

function tooMany(seconds: number): ResendMood {
  return {
    answer: [429, "rate_limit_exceeded"],
    headers: { "retry-after": String(seconds), "ratelimit-remaining": "0" },
  };
}
