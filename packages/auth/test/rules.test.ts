import { describe, expect, it } from "vitest";
import { describeDevice, maskIp } from "../src/client.ts";
import { findCode, normalizeCode } from "../src/tokens/code.ts";
import { deriveKeys } from "../src/keys/keys.ts";
import { pagePath, sameOriginPath } from "../src/next-path.ts";
import { createPolicy } from "../src/policy/policy.ts";

describe("a code", () => {
  it.each([
    ["123 456", "123456"],
    ["123-456", "123456"],
    [" １２３４５６ ", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["१२३४५६", "123456"],
    ["123\u00A0456\u200B", "123456"],
    ["𝟏𝟐𝟑𝟒𝟓𝟔", "123456"],
    ["12345a", "12345a"],
  ])("typed as %j is %j", (typed, normalized) => expect(normalizeCode(typed)).toBe(normalized));

  it.each([
    ["Your code is 482 915. It works for 10 minutes.", "482915"],
    ["482915 is your Watchword sign-in code", "482915"],
    ["code 482915, again 482915", "482915"],
    ["482915 or 482916?", null],
    ["call 0123456789012", null],
    ["nothing", null],
  ])("in %j is %j", (text, code) => expect(findCode(text)).toBe(code));
});

describe("a path to go to", () => {
  it.each(["/", "/account", "/a/b?c=d#e", "/ünï"])("%j stays", (path) =>
    expect(sameOriginPath(path)).toBe(encodeURI(path)),
  );

  it.each([
    "",
    "account",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    " /account",
    "data:text/html,x",
    "/%2e%2e//evil.example",
    "////evil.example",
    "@evil.example",
    "/".repeat(3000),
  ])("%j goes home", (path) => expect(sameOriginPath(path)).toBeNull());
});

describe("a page to go to", () => {
  it.each([
    "/account",
    "/handoff?app=wiki&redirect_uri=https%3A%2F%2Fwiki.example%2Foidc%2Fcallback",
    "/device/app",
    "/operator/address?email=a%40b.example#mails",
    "/oidcs",
    "/account/api/x",
    "/%C3%BCn%C3%AF",
  ])("%j stays", (path) => expect(pagePath(path)).toBe(path));

  it.each([
    "/oidc/authorize?client_id=wiki",
    "/oidc",
    "/oidc?x",
    "/oidc#x",
    "/OIDC/authorize",
    "/%6fidc/authorize",
    "/%6Fidc%2Fauthorize",
    "/%256fidc/authorize",
    "/oidc//authorize",
    "/account//oidc/authorize",
    "/account/../oidc/authorize",
    "/account/%2e%2e/oidc/authorize",
    "/account/..%2foidc/authorize",
    "/account/..%5coidc/authorize",
    "/account\\..\\oidc\\authorize",
    "/./oidc/authorize",
    "//oidc/authorize",
    "/\\oidc/authorize",
    "/oi\tdc/authorize",
    "/api/trpc/session.current",
    "/api/openapi.json",
    "/api",
    "/Api/v1/x",
    "/.well-known/openid-configuration",
    "/_next/image?url=x",
    "/%zz",
    "https://evil.example",
  ])("%j goes home", (path) => expect(pagePath(path)).toBeNull());
});

describe("the policy", () => {
  it("consists of the defaults, overridden by what is given", () => {
    expect(createPolicy({ emailOtp: { digits: 8 } }).emailOtp).toEqual({
      digits: 8,
      ttlSeconds: 600,
      linkTtlSeconds: 1200,
      maxAttempts: 5,
      resendAfterSeconds: 30,
      maxMails: 5,
    });
    expect(createPolicy({ collections: { staff: { signUp: false } } }).collections).toEqual({
      users: { signUp: true },
      staff: { signUp: false },
    });
    expect(createPolicy({ perClient: null, mailsPerAddress: null })).toMatchObject({
      perClient: null,
    });
  });

  it.each([
    [{ emailOTP: {} }, /emailOTP/],
    [{ emailOtp: { digits: 4 } }, /digits/],
    [{ emailOtp: { maxAttempts: 6 } }, /maxAttempts/],
    [{ guessBudget: null }, /guessBudget/],
    [{ guessBudget: { expectedGuessedPerDay: 0.1 } }, /expectedGuessedPerDay/],
    [{ emailOtp: { linkTtlSeconds: 1199 } }, /2 × 600 = 1200/],
    [
      { emailOtp: { ttlSeconds: 1800 } },
      /linkTtlSeconds \(1200\) is shorter than ttlSeconds \(1800\)/,
    ],
    [{ session: { absoluteTtlSeconds: 1000 } }, /absoluteTtlSeconds/],
    [{ collections: { "bad name": { signUp: true } } }, /collections/],
  ])("refuses %j and says why", (overrides, why) =>
    expect(() => createPolicy(overrides as never)).toThrow(why),
  );
});

describe("a client", () => {
  it("is described as a browser on a system, or as unknown", () => {
    const android =
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";
    expect(describeDevice(android)).toEqual({ browser: "Chrome", os: "Android" });
    expect(describeDevice("curl/8.5")).toMatchObject({ os: null });
    expect(describeDevice(null)).toEqual({ browser: null, os: null });
  });

  it.each([
    ["198.51.100.7", "198.51.100.x"],
    ["::ffff:198.51.100.7", "198.51.100.x"],
    ["2001:db8:1:2::3", "2001:db8:1:…"],
    ["127.0.0.1", "this machine"],
    ["nonsense", null],
    [null, null],
  ])("from %j is shown as from %j", (ip, masked) => expect(maskIp(ip)).toBe(masked));
});

describe("the keys", () => {
  it("require 32 bytes of secret", () => expect(() => deriveKeys(["short"])).toThrow(/32 bytes/));

  it("decrypt what they sealed, only in its context", () => {
    const keys = deriveKeys(["one secret of more than thirty-two bytes"]);
    const sealed = keys.seal("words", "row 1");
    expect(keys.unseal(sealed, "row 1")).toBe("words");
    expect(keys.unseal(sealed, "row 2")).toBeNull();
    expect(keys.unseal(sealed.subarray(1), "row 1")).toBeNull();
    expect(keys.unseal(Buffer.alloc(0), "row 1")).toBeNull();
  });
});
