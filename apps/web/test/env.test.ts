import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv as parseDotEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/env.ts";
import { environment } from "../src/env-variables.ts";

describe("the environment", () => {
  it("is documented in .env.example, every variable and no other", async () => {
    const file = path.resolve(import.meta.dirname, "../../../.env.example");
    const documented = (await readFile(file, "utf8")).matchAll(/^# ([A-Z_]+)=/gm);
    const names = Array.from(documented, ([, name]) => name);
    expect(names.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  it("is in the tables of docs/environment.md, every variable and no other", async () => {
    const file = path.resolve(import.meta.dirname, "../../../docs/environment.md");
    const rows = (await readFile(file, "utf8")).match(/^\| `[A-Z_]+`.*$/gm) ?? [];
    const names = rows.flatMap((row) => row.split("|")[1]?.match(/[A-Z_]+/g) ?? []);
    expect(names.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  it("means the same to Node and to a shell, by the examples in .env.example", async () => {
    const file = path.resolve(import.meta.dirname, "../../../.env.example");
    const lines = (await readFile(file, "utf8")).match(/^# [A-Z_]+=.*$/gm) ?? [];
    const examples = lines.map((line) => line.slice(2)).join("\n");
    const toNode = parseDotEnv(examples);
    const sayAll = [process.execPath, "-p", "JSON.stringify(process.env)"];
    const said = execFileSync("sh", ["-c", `set -a\n${examples}\n"$@"`, "sh", ...sayAll]);
    expect(JSON.parse(said.toString())).toMatchObject(toNode);
    const { BRAND, WATCHWORD_APPS, WATCHWORD_POLICY } = toNode;
    expect(parseEnv({ BRAND, WATCHWORD_APPS, WATCHWORD_POLICY })).toMatchObject({
      brand: { name: "Acme" },
      apps: [{ id: "partner" }],
      policy: { emailOtp: { digits: 8 } },
    });
  });

  it("needs nothing", () => {
    expect(parseEnv({})).toMatchObject({
      databaseUrl: null,
      secrets: null,
      publicUrl: "http://localhost:3000",
      trustedProxyHops: 0,
      runsWorker: true,
    });
    expect(parseEnv({ PORT: "4000", DATABASE_URL: "" }).publicUrl).toBe("http://localhost:4000");
  });

  it("is watched by nobody unless told, and not by a token that can be guessed", () => {
    expect(parseEnv({})).toMatchObject({
      metricsToken: null,
      otlpEndpoint: null,
      logLevel: "info",
    });
    expect(() => parseEnv({ METRICS_TOKEN: "metrics" })).toThrow(/METRICS_TOKEN: Needs 16/);
    expect(() => parseEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317" })).toThrow(/OTLP/);
  });

  it("keeps to a schema of its own", () => {
    expect(parseEnv({}).databaseSchema).toBe("watchword");
    expect(parseEnv({ DATABASE_SCHEMA: "sign_in" }).databaseSchema).toBe("sign_in");
    for (const DATABASE_SCHEMA of ["public", "pg_catalog", "Sign-In"])
      expect(() => parseEnv({ DATABASE_SCHEMA })).toThrow(/DATABASE_SCHEMA: /);
  });

  it("takes a list of secrets and keeps a public URL's origin", () => {
    const [one, two] = ["a".repeat(32), "b".repeat(32)];
    const env = parseEnv({
      DATABASE_URL: "postgres://localhost/watchword",
      WATCHWORD_SECRET: `${one}, ${two}`,
      PUBLIC_URL: "http://127.0.0.1:3000/",
    });
    expect(env).toMatchObject({ secrets: [one, two], publicUrl: "http://127.0.0.1:3000" });
  });

  it.each([
    ["https://example.com/auth", "Has a path"],
    ["https://example.com//", "Has a path"],
    ["https://ada:secret@example.com", "a user or a password"],
    ["https://ada@example.com", "a user or a password"],
    ["https://example.com?x=1", "Has a query"],
    ["https://example.com/#top", "Has a query or a fragment"],
    ["https://example.com.", "ends in a dot"],
    ["http://sign-in.example.com", "Needs https"],
    ["http://203.0.113.9:3000", "Needs https"],
    ["ftp://example.com", "Not an http"],
    ["example.com", "Not an http"],
  ])("refuses the public URL %s: %s", (PUBLIC_URL, words) => {
    expect(() => parseEnv({ PUBLIC_URL })).toThrow(words);
    expect(() => parseEnv({ PUBLIC_URL })).not.toThrow(/secret/);
  });

  it.each([
    ["HTTPS://Sign-In.EXAMPLE.com:443/", "https://sign-in.example.com"],
    ["https://b\u00fccher.example", "https://xn--bcher-kva.example"],
    ["http://watchword:3000", "http://watchword:3000"],
    ["http://192.168.1.7:3000", "http://192.168.1.7:3000"],
    ["http://[fd00::7]:3000", "http://[fd00::7]:3000"],
    ["http://sign-in.internal", "http://sign-in.internal"],
  ])("takes the public URL %s as %s", (PUBLIC_URL, publicUrl) => {
    const smtp = { SMTP_URL: "smtps://mail.example.com", EMAIL_FROM: "a@example.com" };
    expect(parseEnv({ PUBLIC_URL, TRUSTED_PROXY_HOPS: "1", ...smtp }).publicUrl).toBe(publicUrl);
  });

  it("speaks SMTP in the clear only where the URL says so", () => {
    const given = { EMAIL_FROM: "a@example.com" };
    const url = "smtp://relay.example.com:25?tls=off";
    expect(parseEnv({ ...given, SMTP_URL: url }).smtpUrl).toBe(url);
    for (const SMTP_URL of ["smtps://relay.example.com?tls=off", "smtp://relay.example.com?tls=on"])
      expect(() => parseEnv({ ...given, SMTP_URL })).toThrow(/SMTP_URL: .*tls=off/);
  });

  it.each(["", "  ", "x", "1.5", "-1", "0x10", "1e3", "999999999"])(
    "says which numbers it takes in place of %j",
    (PORT) => {
      if (PORT === "") return expect(parseEnv({ PORT }).port).toBe(3000);
      expect(() => parseEnv({ PORT })).toThrow("PORT: Not a whole number from 1 to 65535");
    },
  );

  it("keeps unused connections longer than balancers do, and shorter without one", () => {
    expect(parseEnv({}).keepAliveSeconds).toBe(75);
    expect(parseEnv({ TRUSTED_PROXY_HOPS: "1" }).keepAliveSeconds).toBe(620);
    expect(parseEnv({ KEEP_ALIVE_SECONDS: "30" }).keepAliveSeconds).toBe(30);
  });

  it("says everything that is wrong at once", () => {
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

  describe("of mail", () => {
    const RESEND_API_KEY = "re_123";
    const SMTP_URL = "smtps://ada:secret@mail.example.com";
    const EMAIL_FROM = "Acme <sign-in@acme.example>";

    it("names Resend first, SMTP in its place, and the mailbox without either", () => {
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

    it("lets the public URL be anywhere with a provider", () => {
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
    ])("refuses %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));

    it.each([
      "sign-in@acme.example",
      "Acme <sign-in@acme.example>",
      '"Acme, Inc." <sign-in@acme.example>',
      "Bücher & Söhne <grüße@xn--bcher-kva.example>",
    ])("may come from %s", (from) => {
      expect(parseEnv({ EMAIL_FROM: from }).emailFrom).toBe(from);
    });
  });

  describe("of limits", () => {
    const UPSTASH_REDIS_REST_URL = "https://example.upstash.io";
    const UPSTASH_REDIS_REST_TOKEN = "AXXX";

    it("names one place where they are counted: Postgres, a Redis, or Upstash's", () => {
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
    ])("refuses %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
  });

  describe("of operators", () => {
    it("names nobody unless told, and addresses as accounts have them", () => {
      expect(parseEnv({}).operators).toEqual([]);
      const OPERATOR_EMAILS = " Ada@Example.com,grace@example.com ";
      expect(parseEnv({ OPERATOR_EMAILS }).operators).toEqual([
        "ada@example.com",
        "grace@example.com",
      ]);
    });

    it.each(["ada", "ada@example.com,", "ada@example.com;grace@example.com"])(
      "refuses %j",
      (OPERATOR_EMAILS) => expect(() => parseEnv({ OPERATOR_EMAILS })).toThrow(/OPERATOR_EMAILS/),
    );
  });

  describe("of alerts", () => {
    const ALERT_WEBHOOK_URL = "https://alerts.example.com/watchword?key=1";
    const ALERT_WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    it("names nobody unless told, and a URL with the secret that signs", () => {
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
    ])("refuses %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
  });

  describe("of a captcha", () => {
    const keys = { TURNSTILE_SITE_KEY: "0x4AAA-site", TURNSTILE_SECRET_KEY: "0x4AAA-secret" };

    it("asks nobody unless there are two keys, and Cloudflare unless told another place", () => {
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
    ])("refuses %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
  });

  it.each([
    [{ DATABASE_URL: "postgres://localhost/watchword" }, /WATCHWORD_SECRET[^]*PUBLIC_URL/],
    [{ PUBLIC_URL: "https://id.example.com" }, /TRUSTED_PROXY_HOPS[^]*RESEND_API_KEY or SMTP_URL/],
    [{ WATCHWORD_POLICY: "{" }, /WATCHWORD_POLICY/],
    [{ WATCHWORD_POLICY: '{"surprise":1}' }, /surprise/],
  ])("refuses %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
});
