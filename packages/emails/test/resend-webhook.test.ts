import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { isWebhookSecret, readResendWebhook } from "../src/resend-webhook.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const MAIL_ID = "5b1f3c8a-70f1-4f5f-9d0f-7e9c2a4d1b11";

function event(type: string, data: object = {}) {
  return JSON.stringify({
    type,
    created_at: "2026-11-20T14:22:05.000Z",
    data: {
      email_id: "4ef9a417-02e9-4d39-ad75-9611e0fcc33c",
      created_at: "2026-11-20T14:22:01.000Z",
      from: "Watchword <sign-in@watchword.example>",
      to: ["ada@example.com"],
      subject: "482915 is your Watchword sign-in code",
      tags: { kind: "email-otp", mail_id: MAIL_ID },
      ...data,
    },
  });
}

function signed(body: string, { secret = SECRET, at = new Date(), prefix = "svix" } = {}): Headers {
  return new Headers({
    [`${prefix}-id`]: "msg_1",
    [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1000)),
    [`${prefix}-signature`]: `v1,bm9uZQ== ${new Webhook(secret).sign("msg_1", at, body)}`,
  });
}

const read = (body: string, headers = signed(body)) => readResendWebhook(SECRET, headers, body);

const SOFT = { state: "bounced", hard: false };
const FAILED = { state: "failed", hard: false };
const said = (reply: string) => ({
  bounce: { type: "Permanent", subType: "General", diagnosticCode: [`smtp; ${reply}`] },
});

describe("a webhook of Resend", () => {
  it.each([
    ["email.delivered", {}, { state: "delivered", hard: false }],
    ["email.delivery_delayed", {}, { state: "delayed", hard: false }],
    ["email.failed", { failed: { reason: "reached_daily_quota" } }, { state: "failed" }],
    ["email.complained", {}, { state: "complained", hard: false }],
    ["email.bounced", { bounce: { type: "Permanent", subType: "General" } }, { hard: true }],
    ["email.bounced", { bounce: { type: "Permanent", subType: "NoEmail" } }, { hard: true }],
    ["email.bounced", { bounce: { type: "Permanent", subType: "Suppressed" } }, SOFT],
    ["email.bounced", { bounce: { type: "Permanent", subType: "OnAccountSuppressionList" } }, SOFT],
    ["email.bounced", said("550 5.1.1 user unknown"), { state: "bounced", hard: true }],
    ["email.bounced", said("550 5.2.0 unavailable"), SOFT],
    ["email.bounced", said("550 5.7.1 message blocked"), FAILED],
    ["email.bounced", said("552 5.2.2 mailbox full"), FAILED],
    ["email.bounced", { bounce: { type: "Transient" } }, FAILED],
    ["email.bounced", { bounce: { type: "Transient", subType: "MailboxFull" } }, FAILED],
    ["email.bounced", { bounce: { type: "Transient", subType: "ContentRejected" } }, FAILED],
    ["email.bounced", { bounce: { type: "Undetermined", subType: "Undetermined" } }, SOFT],
    ["email.bounced", { bounce: { type: 7 } }, SOFT],
    ["email.bounced", { bounce: {} }, { state: "bounced", hard: false }],
    ["email.suppressed", { suppressed: {} }, { state: "bounced", hard: false }],
  ])("%s %o means %o", (type, data, told) => {
    expect(read(event(type, data))).toMatchObject({
      ok: true,
      event: {
        provider: "resend",
        providerId: "4ef9a417-02e9-4d39-ad75-9611e0fcc33c",
        mailId: MAIL_ID,
        to: "ada@example.com",
        at: new Date("2026-11-20T14:22:05.000Z"),
        ...told,
      },
    });
  });

  it.each([
    event("email.sent"),
    event("email.opened"),
    event("contact.created"),
    event("email.delivered", { email_id: 7 }),
    JSON.stringify({ type: "email.delivered" }),
    "null",
    "not json",
  ])("that says nothing about what became of a mail is ignored: %s", (body) => {
    expect(read(body)).toEqual({ ok: true, event: null });
  });

  it("is signed under either of the names that its headers go by", () => {
    const body = event("email.delivered");
    expect(read(body, signed(body, { prefix: "webhook" })).ok).toBe(true);
  });

  it("is refused without its signature, with a wrong one, or with an old one", () => {
    const body = event("email.delivered");
    const headers = signed(body);
    expect(read(`${body} `, headers).ok).toBe(false);
    expect(read(body, new Headers()).ok).toBe(false);
    expect(read(body, signed(body, { secret: "whsec_c29tZWJvZHkgZWxzZSdzIG93bg==" })).ok).toBe(
      false,
    );
    for (const minutes of [-6, 6]) {
      const at = new Date(Date.now() + minutes * 60_000);
      expect(read(body, signed(body, { at })).ok).toBe(false);
    }
    headers.set("svix-id", "msg_2");
    expect(read(body, headers).ok).toBe(false);
    headers.set("svix-signature", "v1");
    expect(read(body, headers).ok).toBe(false);
  });

  it.each([
    [SECRET, true],
    ["whsec_c29tZWJvZHkgZWxzZSdzIG93bg==", true],
    ["whsec_", false],
    ["whsec_short", false],
    ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false],
    ["whsec_not base64 at all, is it", false],
  ])("has a secret like %s: %s", (secret, is) => expect(isWebhookSecret(secret)).toBe(is));
});
