import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { isAppKey } from "@watchword/api/app-key";
import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";

const WEB = { id: "my-shop", origin: "https://shop.example", callback: "/callback" };
const SHA256 = createHash("sha256").update("a key");
const HASH = SHA256.copy().digest("hex");

const PAIRWISE_AT_TWO_HOSTS = {
  subjectType: "pairwise",
  redirectUris: ["https://admin.shop.example/callback"],
};

/** The apps of `WATCHWORD_APPS`, or why they are refused. */
const register = (...apps: object[]) => parseEnv({ WATCHWORD_APPS: JSON.stringify(apps) }).apps;

describe("a registered app", () => {
  it("gets defaults for absent settings", () => {
    expect(register(WEB)).toEqual([
      {
        id: "my-shop",
        name: "My shop",
        origin: "https://shop.example",
        redirectUris: ["https://shop.example/callback"],
        secretHash: null,
        trusted: false,
        allowedOrigins: ["https://shop.example"],
        postLogoutRedirectUris: [],
        backchannelLogoutUri: null,
      },
    ]);
  });

  it("comes back to its callback, unless it names another of its URIs", () => {
    const redirectUris = ["com.acme.app:/callback", "http://127.0.0.1/callback"];
    expect(register({ ...WEB, redirectUris })[0]?.redirectUris).toEqual([
      "https://shop.example/callback",
      ...redirectUris,
    ]);
  });

  it("on a phone has no origin", () => {
    const [app] = register({ id: "phone", redirectUris: ["com.acme.app:/callback"] });
    expect(app).toMatchObject({ origin: null, allowedOrigins: [] });
  });

  it("may know people by ids of its own", () => {
    const subjectType = "pairwise";
    expect(register({ ...WEB, subjectType })).toMatchObject([{ subjectType }]);
  });

  it("may run on devices without a browser if it says so", () => {
    expect(register(WEB)[0]?.deviceAuthorization ?? false).toBe(false);
    const deviceAuthorization = true;
    expect(register({ ...WEB, deviceAuthorization })).toMatchObject([{ deviceAuthorization }]);
  });

  it("may be trusted, be called from more origins, begin sign-ins, and lead on after signing out", () => {
    const settings = {
      trusted: true,
      allowedOrigins: ["https://shop.example", "https://admin.shop.example"],
      initiateLoginUri: "https://shop.example/sign-in",
      postLogoutRedirectUris: ["https://shop.example/bye"],
      backchannelLogoutUri: "https://shop.example/logout",
    };
    expect(register({ ...WEB, ...settings })).toMatchObject([settings]);
  });

  it.each(["hex", "base64url"] as const)("has its key's hash in %s", (encoding) => {
    const secretHash = SHA256.copy().digest(encoding);
    expect(register({ ...WEB, secretHash })).toMatchObject([{ secretHash: HASH }]);
  });

  it("may also have its previous key, until all its servers have the new one", () => {
    const formerSecretHash = createHash("sha256").update("the key before").digest("hex");
    const [app] = register({ ...WEB, secretHash: HASH, formerSecretHash });
    if (!app) throw new Error("It isn't registered");
    const work = ["a key", "the key before", "another"].map((key) => isAppKey(app, key));
    expect(work).toEqual([true, true, false]);
  });
});

describe("an app is refused", () => {
  it.each([
    ["the key itself", { secretHash: "wwa_abcdef" }, /Not a SHA-256.*apps:key/],
    ["only the key before", { formerSecretHash: HASH }, /Needs a secretHash/],
    [
      "nowhere to come back to",
      { callback: undefined },
      /Needs at least one, or a callback.*redirectUris/s,
    ],
    ["a callback without an origin", { origin: undefined }, /Needs an origin/],
    ["a script", { redirectUris: ["javascript:alert(1)"] }, /Needs https/],
    ["a scheme that is no domain", { redirectUris: ["acme:/callback"] }, /com\.acme\.app/],
    ["http elsewhere", { redirectUris: ["http://shop.example/callback"] }, /Needs https/],
    ["a fragment", { redirectUris: ["https://shop.example/#x"] }, /Holds a fragment/],
    ["a user", { redirectUris: ["https://a@shop.example/"] }, /Holds a fragment, a user/],
    ["a wildcard", { redirectUris: ["https://*.shop.example/"] }, /or a wildcard/],
    ["a path up", { redirectUris: ["https://a.example/b/../c"] }, /https:\/\/a\.example\/c/],
    ["a path for a URI", { redirectUris: ["/callback"] }, /Not a URL/],
    ["no URL", { origin: "shop.example" }, /Not an http/],
    ["an origin with a path", { allowedOrigins: ["https://a.example/b"] }, /Not an origin/],
    ["a script to begin by", { initiateLoginUri: "javascript:alert(1)" }, /Needs https/],
    ["a bad end", { postLogoutRedirectUris: ["http://shop.example/"] }, /Needs https/],
    ["logouts over http", { backchannelLogoutUri: "http://shop.example/" }, /Needs https/],
    ["logouts with a fragment", { backchannelLogoutUri: "https://a.example/#x" }, /a fragment/],
    ["ids of its own at two hosts", PAIRWISE_AT_TWO_HOSTS, /pairwise needs .* one host/],
    ["trust that isn't yes or no", { trusted: "yes" }, /trusted/],
    ["devices that aren't yes or no", { deviceAuthorization: 1 }, /deviceAuthorization/],
    ["what nobody knows", { redirect_uris: [] }, /redirect_uris/],
  ])("with %s", (_what, settings, words) => {
    expect(() => register({ ...WEB, ...settings })).toThrow(words);
  });

  it("if its id or origin is another's", () => {
    expect(() => register(WEB, WEB)).toThrow(/same id/);
    expect(() => register(WEB, { ...WEB, id: "other" })).toThrow(/same origin/);
  });
});

describe("an app within a network", () => {
  const env = (variables: Record<string, string>, backchannelLogoutUri: string) =>
    parseEnv({
      DATABASE_URL: "postgres://watchword@db.example/watchword",
      WATCHWORD_SECRET: "a secret of more than thirty-two bytes for tests",
      SMTP_URL: "smtp://mail.example",
      EMAIL_FROM: "Watchword <sign-in@watchword.example>",
      TRUSTED_PROXY_HOPS: "0",
      PUBLIC_URL: "https://watchword.example",
      WATCHWORD_APPS: JSON.stringify([{ ...WEB, backchannelLogoutUri }]),
      ...variables,
    });
  const within = "http://shop.internal/logout";

  it("is told there of ended sessions only if that is allowed", () => {
    expect(() => env({}, within)).toThrow(/my-shop\.backchannelLogoutUri .*PRIVATE_ADDRESSES/);
    const allowed = env({ PRIVATE_ADDRESSES: "on" }, within);
    expect(allowed).toMatchObject({ allowsPrivateAddresses: true });
    expect(env({}, "https://shop.example/logout").allowsPrivateAddresses).toBe(false);
  });

  it("is allowed in development", () => {
    expect(register({ ...WEB, backchannelLogoutUri: within })).toHaveLength(1);
  });
});

it("`apps:key` prints a new key each time, and the hash that registers it", () => {
  const command = path.join(import.meta.dirname, "../app-key.ts");
  const make = () => execFileSync(process.execPath, [command], { encoding: "utf8" });
  const printed = make();
  const [key = ""] = /^wwa_[\w-]{43}$/m.exec(printed) ?? [];
  const [hash = ""] = /^[0-9a-f]{64}$/m.exec(printed) ?? [];
  expect(createHash("sha256").update(key).digest("hex")).toBe(hash);
  expect(register({ ...WEB, secretHash: hash })).toMatchObject([{ secretHash: hash }]);
  expect(make()).not.toBe(printed);
});
