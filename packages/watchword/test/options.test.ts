import { describe, expect, it } from "vitest";
import { createWatchword, type WatchwordOptions } from "../src/watchword.ts";
import { PUBLIC_URL, SECRET } from "./app.ts";

const RIGHT: WatchwordOptions = {
  database: "postgres://watchword@127.0.0.1:1/watchword",
  secret: SECRET,
  publicUrl: PUBLIC_URL,
};

/** What an app in JavaScript may write, where no compiler looks. */
const creating = (given: object) => () => createWatchword({ ...RIGHT, ...given });

describe("options that are wrong", () => {
  it.each<[string, object, RegExp]>([
    ["no database", { database: undefined }, /database: Give a postgres:\/\/ URL, or a pg.Pool/],
    ["an empty database", { database: "" }, /database: Not a postgres:\/\/ URL/],
    ["another database", { database: "mysql://h/db" }, /database: Not a postgres:\/\/ URL/],
    ["what is no pool", { database: {} }, /database: Give/],
    ["no secret", { secret: undefined }, /secret: It isn't set/],
    ["a short secret", { secret: "short" }, /secret: Each secret needs at least 32 bytes/],
    ["a short one among them", { secret: `${SECRET},short` }, /secret: Each secret/],
    ["no URL", { publicUrl: "localhost:3000" }, /publicUrl: Not an http/],
    ["a URL with a path", { publicUrl: `${PUBLIC_URL}/app` }, /publicUrl: Has a path/],
    ["an unknown name", { sendEmail: () => {} }, /sendEmail: There is no such option/],
    ["an unknown hook", { hooks: { onSignIn: () => {} } }, /hooks.onSignIn: There is no such/],
    ["what can't send", { sendMail: "resend" }, /sendMail: Not a function/],
    ["Resend without a key", { resend: {}, emailFrom: "a@b.example" }, /resend.apiKey/],
    ["no SMTP server", { smtpUrl: "smtp", emailFrom: "a@b.example" }, /smtpUrl: Not an smtp:/],
    ["nobody to mail from", { smtpUrl: "smtp://h" }, /emailFrom: Say who mails come from/],
    ["a language that isn't one", { locales: ["xx"] }, /locales.0/],
    ["proxies in words", { trustedProxyHops: "one" }, /trustedProxyHops/],
    ["a schema that can't be ours", { schema: "public" }, /schema: public is for everybody/],
    ["a path that is none", { basePath: "api" }, /basePath: Not a path/],
    [
      "another host's links",
      { linkPaths: { "email-otp": "//evil.example/:token" } },
      /email-otp: Not/,
    ],
    ["an operator by name", { operators: ["Ada"] }, /operators.0: Not an email address/],
    ["a hasher that isn't one", { oneTimeToken: { storeToken: "md5" } }, /storeToken: Not/],
  ])("are refused in words: %s", (_, given, words) => {
    expect(creating(given)).toThrow(words);
  });

  it("are all named at once", () => {
    expect(
      creating({
        publicUrl: "https://app.example.com",
        emailFrom: "nobody",
        linkPaths: { "email-otp": "login", emailOtp: "/login/:token" },
      }),
    ).toThrow(
      /emailFrom: Not[^]*trustedProxyHops: Say[^]*Nobody delivers[^]*email-otp: Not[^]*emailOtp: It is none of/,
    );
  });

  it("aren't quoted", () => {
    const password = "correct-horse";
    const given = {
      database: `postgres://u:${password}#@h/db`,
      secret: "hunter2",
      smtpUrl: password,
    };
    expect(creating(given)).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/correct-horse|hunter2/) }),
    );
  });
});

it("several secrets may be in one string, as in the environment", async () => {
  const older = "another secret, which is as long, isn't one";
  expect(creating({ secret: older })).toThrow(/secret: Each/);
  const watchword = creating({ secret: ` ${SECRET} , ${SECRET.toUpperCase()}` })();
  await watchword.close();
});
