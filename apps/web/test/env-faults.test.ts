import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";

describe("the settings", () => {
  it("report everything that is wrong at once", () => {
    const wrong = {
      DATABASE_URL: "mysql://localhost",
      WATCHWORD_SECRET: "short",
      PORT: "99999",
      WORKER: "maybe",
      WATCHWORD_POLICY: '{"emailOtp":{"digits":4}}',
    };
    expect(() => parseEnv(wrong)).toThrow(
      /DATABASE_URL[^]*WATCHWORD_SECRET[^]*PORT[^]*WORKER[^]*WATCHWORD_POLICY[^]*digits/,
    );
  });

  it.each(["WATCHWORD_APPS", "WATCHWORD_POLICY"])("report that %s isn't JSON", (variable) => {
    expect(() => parseEnv({ [variable]: "[{" })).toThrow(`${variable}: Not JSON`);
  });

  describe("of mail", () => {
    const RESEND_API_KEY = "re_123";
    const SMTP_URL = "smtps://ada:secret@mail.example.com";
    const EMAIL_FROM = "Acme <sign-in@acme.example>";

    it("choose Resend first, then SMTP, and the mailbox without either", () => {
      expect(parseEnv({ RESEND_API_KEY, SMTP_URL, EMAIL_FROM })).toMatchObject({
        resend: { apiKey: "re_123", baseUrl: null },
        smtpUrl: SMTP_URL,
        mailboxDir: null,
      });
      expect(parseEnv({ SMTP_URL, EMAIL_FROM })).toMatchObject({ resend: null, smtpUrl: SMTP_URL });
      expect(parseEnv({})).toMatchObject({
        resend: null,
        smtpUrl: null,
        mailboxDir: expect.stringMatching(/mailbox$/),
        mailsPerMinute: null,
      });
    });

    it("allow any public URL if there is a provider", () => {
      const env = parseEnv({
        SMTP_URL,
        EMAIL_FROM,
        PUBLIC_URL: "https://id.example.com",
        TRUSTED_PROXY_HOPS: "1",
      });
      expect(env.publicUrl).toBe("https://id.example.com");
    });

    it.each([
      [{ RESEND_API_KEY }, /EMAIL_FROM: required/],
      [{ SMTP_URL }, /EMAIL_FROM: required/],
      [{ EMAIL_FROM: "Acme" }, /EMAIL_FROM/],
      [{ EMAIL_FROM: "Acme <a@b.example>, Eve <e@b.example>" }, /EMAIL_FROM/],
      [{ EMAIL_FROM: "Acme, Inc. <a@b.example>" }, /EMAIL_FROM/],
      [{ EMAIL_FROM: "Acme\r\nBcc: e@b.example <a@b.example>" }, /EMAIL_FROM/],
      [{ RESEND_WEBHOOK_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }, /RESEND_API_KEY/],
      [{ RESEND_API_KEY, EMAIL_FROM, RESEND_WEBHOOK_SECRET: "secret" }, /RESEND_WEBHOOK_SECRET/],
      [{ RESEND_BASE_URL: "https://resend.example" }, /RESEND_API_KEY/],
      [{ RESEND_API_KEY, EMAIL_FROM, RESEND_BASE_URL: "http://resend.example" }, /https/],
      [{ SMTP_URL: "https://mail.example.com", EMAIL_FROM }, /SMTP_URL/],
      [{ SMTP_URL: "smtp://mail.example.com?ignoreTLS=true", EMAIL_FROM }, /SMTP_URL/],
      [{ SMTP_URL: "smtp://", EMAIL_FROM }, /SMTP_URL/],
      [{ MAIL_RATE_PER_MINUTE: "0" }, /MAIL_RATE_PER_MINUTE/],
      [{ MAIL_RATE_PER_MINUTE: "many" }, /MAIL_RATE_PER_MINUTE/],
    ])("refuse %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));

    it.each([
      "sign-in@acme.example",
      "Acme <sign-in@acme.example>",
      '"Acme, Inc." <sign-in@acme.example>',
      "Bücher & Söhne <grüße@xn--bcher-kva.example>",
    ])("accept the sender %s", (from) => {
      expect(parseEnv({ EMAIL_FROM: from }).emailFrom).toBe(from);
    });
  });

  describe("of limits", () => {
    const UPSTASH_REDIS_REST_URL = "https://example.upstash.io";
    const UPSTASH_REDIS_REST_TOKEN = "AXXX";

    it("name one store in which they are counted: Postgres, a Redis, or Upstash's", () => {
      expect(parseEnv({})).toMatchObject({ redisUrl: null, upstash: null });
      const REDIS_URL = "rediss://ada:s%C3%A9cret@redis.example.com:6379/2";
      expect(parseEnv({ REDIS_URL })).toMatchObject({ redisUrl: REDIS_URL, upstash: null });
      expect(parseEnv({ UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN })).toMatchObject({
        redisUrl: null,
        upstash: { url: UPSTASH_REDIS_REST_URL, token: UPSTASH_REDIS_REST_TOKEN },
      });
    });

    it.each([
      [{ REDIS_URL: "http://redis.example.com" }, /REDIS_URL/],
      [{ REDIS_URL: "redis://" }, /REDIS_URL/],
      [{ REDIS_URL: "redis://redis.example.com/main" }, /REDIS_URL/],
      [{ REDIS_URL: "redis://ada:100%@redis.example.com" }, /REDIS_URL/],
      [{ UPSTASH_REDIS_REST_URL }, /UPSTASH_REDIS_REST_TOKEN: required/],
      [{ UPSTASH_REDIS_REST_TOKEN }, /UPSTASH_REDIS_REST_URL: required/],
      [{ UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN: "A\nB" }, /UPSTASH_REDIS_REST_TOKEN/],
      [{ UPSTASH_REDIS_REST_URL: "http://example.io", UPSTASH_REDIS_REST_TOKEN }, /https/],
      [
        { REDIS_URL: "redis://localhost", UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN },
        /one place/,
      ],
    ])("refuse %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
  });

  describe("of operators", () => {
    it("are none by default, and their addresses are normalized as accounts' are", () => {
      expect(parseEnv({}).operators).toEqual([]);
      const OPERATOR_EMAILS = " Ada@Example.com,grace@example.com ";
      expect(parseEnv({ OPERATOR_EMAILS }).operators).toEqual([
        "ada@example.com",
        "grace@example.com",
      ]);
    });

    it.each(["ada", "ada@example.com,", "ada@example.com;grace@example.com"])(
      "refuse %j",
      (OPERATOR_EMAILS) => expect(() => parseEnv({ OPERATOR_EMAILS })).toThrow(/OPERATOR_EMAILS/),
    );
  });

  describe("of alerts", () => {
    const ALERT_WEBHOOK_URL = "https://alerts.example.com/watchword?key=1";
    const ALERT_WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    it("are off by default, and need both a URL and the secret that signs", () => {
      expect(parseEnv({}).alertWebhook).toBeNull();
      const { alertWebhook } = parseEnv({ ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET });
      expect(alertWebhook).toEqual({ url: ALERT_WEBHOOK_URL, secret: ALERT_WEBHOOK_SECRET });
    });

    it.each([
      [{ ALERT_WEBHOOK_URL }, /ALERT_WEBHOOK_SECRET: required/],
      [{ ALERT_WEBHOOK_SECRET }, /ALERT_WEBHOOK_URL: required/],
      [{ ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET: "secret" }, /ALERT_WEBHOOK_SECRET/],
      [{ ALERT_WEBHOOK_URL: "http://alerts.example.com", ALERT_WEBHOOK_SECRET }, /https/],
      [{ ALERT_WEBHOOK_URL: "https://a:b@alerts.example.com", ALERT_WEBHOOK_SECRET }, /a user/],
    ])("refuse %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
  });

  describe("of a captcha", () => {
    const keys = { TURNSTILE_SITE_KEY: "0x4AAA-site", TURNSTILE_SECRET_KEY: "0x4AAA-secret" };

    it("require none unless there are two keys, and use Cloudflare by default", () => {
      expect(parseEnv({}).turnstile).toBeNull();
      expect(parseEnv(keys).turnstile).toEqual({
        siteKey: "0x4AAA-site",
        secretKey: "0x4AAA-secret",
        baseUrl: "https://challenges.cloudflare.com",
      });
    });

    it.each([
      [{ ...keys, TURNSTILE_SITE_KEY: "" }, /TURNSTILE_SITE_KEY: required/],
      [{ ...keys, TURNSTILE_SECRET_KEY: "" }, /TURNSTILE_SECRET_KEY: required/],
      [{ ...keys, TURNSTILE_BASE_URL: "http://turnstile.example" }, /https/],
      [{ TURNSTILE_BASE_URL: "https://turnstile.example" }, /only beside TURNSTILE_SECRET_KEY/],
    ])("refuse %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
  });

  it.each([
    [{ DATABASE_URL: "postgres://localhost/watchword" }, /WATCHWORD_SECRET[^]*PUBLIC_URL/],
    [{ PUBLIC_URL: "https://id.example.com" }, /TRUSTED_PROXY_HOPS[^]*RESEND_API_KEY or SMTP_URL/],
    [{ WATCHWORD_POLICY: "{" }, /WATCHWORD_POLICY/],
    [{ WATCHWORD_POLICY: '{"surprise":1}' }, /surprise/],
  ])("refuse %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
});
