import { createHash } from "node:crypto";
import { giveConsent } from "@watchword/auth/consent";
import { generateOneTimeToken, verifyOneTimeToken } from "@watchword/auth/one-time-token";
import { findSession } from "@watchword/auth/session";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAppKey } from "../src/app-key.ts";
import { readStoredApps, withStoredApps } from "../src/stored-apps.ts";
import { askAsOperator, startForOperator } from "./as-operator.ts";
import { type Api, OPERATOR } from "./caller.ts";

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
});
afterAll(() => api.end());

const SHOP = { id: "shop", redirectUris: ["https://shop.example/callback"] };

const call = <Name extends string>(path: Name, input: object = {}) =>
  api.post(`operator.${path}`, input, operator);

const ask = <Name extends string>(path: Name, input: object = {}) =>
  askAsOperator(api, operator, path, input);

/** What is wrong with the input, by its field. */
const fieldsOf = async (path: string, input: object) =>
  (await call(path, input)).body.error?.data.fields ?? null;

const storedApp = async (id: string) =>
  (await readStoredApps(api.auth)).find((app) => app.id === id);

it("the URL to which an app's logouts are sent is stored in normalized form", async () => {
  for (const [id, sign, written] of [
    ["nul", "/\u0000/", "/%00/"],
    ["half", "/\ud800", "/%EF%BF%BD"],
    ["umlaut", "ü", "%C3%BC"],
    ["plain", "?a=b%20", "?a=b%20"],
  ] as const) {
    const app = { id, redirectUris: [`https://${id}.example/callback`] };
    const address = `https://${id}.example/logout`;
    await ask("registerApp", { app: { ...app, backchannelLogoutUri: address + sign } });
    expect((await storedApp(id))?.backchannelLogoutUri).toBe(address + written);
    await ask("removeApp", { appId: id });
  }
});

describe("an app that an operator registers", () => {
  it("is listed beside those of the environment, with defaults for absent settings", async () => {
    expect(await ask("registerApp", { app: SHOP })).toEqual({ key: null });
    expect(await ask("apps")).toEqual([
      expect.objectContaining({ id: "partner", isFixed: true, hasKey: true }),
      {
        id: "shop",
        name: "Shop",
        origin: null,
        redirectUris: ["https://shop.example/callback"],
        trusted: false,
        deviceAuthorization: false,
        allowedOrigins: [],
        initiateLoginUri: null,
        postLogoutRedirectUris: [],
        backchannelLogoutUri: null,
        subjectType: "public",
        hasKey: false,
        hasTwoKeys: false,
        isFixed: false,
      },
    ]);
  });

  it("gets a key that is returned once, and stored as a hash", async () => {
    const { key } = await ask("registerApp", { app: { ...SHOP, id: "keyed" }, makeKey: true });
    expect(key).toMatch(/^wwa_[\w-]{43}$/);
    const app = await storedApp("keyed");
    expect(app && isAppKey(app, key ?? "")).toBe(true);
    expect(JSON.stringify(await ask("apps"))).not.toContain(key);
    const rows = await api.auth.db.selectFrom("apps").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it("can be changed except for its id and key", async () => {
    const app = { ...SHOP, id: "changed" };
    const { key } = await ask("registerApp", { app, makeKey: true });
    const more = {
      redirectUris: ["https://shop.example/new"],
      trusted: true,
      deviceAuthorization: true,
      name: "The shop",
      initiateLoginUri: "https://shop.example/sign-in",
    };
    await ask("changeApp", { app: { ...app, ...more } });
    const found = await storedApp("changed");
    expect(found).toMatchObject(more);
    expect(await ask("apps")).toContainEqual(expect.objectContaining({ id: "changed", ...more }));
    expect(found && isAppKey(found, key ?? "")).toBe(true);
  });

  it("is gone once it is removed, with its sessions", async () => {
    await ask("registerApp", { app: { ...SHOP, id: "removed" } });
    const secret = await handOver("removed");
    expect(await findSession(api.auth, secret)).not.toBeNull();
    expect(await hasConsent("removed")).toBe(true);
    await ask("removeApp", { appId: "removed" });
    expect(await storedApp("removed")).toBeUndefined();
    expect(await findSession(api.auth, secret)).toBeNull();
    expect(await hasConsent("removed"), "another app may get its id").toBe(false);
  });
});

const hasConsent = async (app: string) =>
  (await api.auth.db.selectFrom("consents").select("app").where("app", "=", app).execute()).length >
  0;

/** The secret of a session that was handed to an app, whose owner had agreed to that. */
async function handOver(id: string): Promise<string> {
  const audience = await storedApp(id);
  if (!audience) throw new Error("There is no such app.");
  const { authorization } = await api.bearer("ada@example.com");
  const signedIn = await findSession(api.auth, authorization.replace("Bearer ", ""));
  if (!signedIn) throw new Error("Nobody is signed in.");
  await giveConsent(api.auth, signedIn, audience);
  const codeVerifier = "v".repeat(43);
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const made = await generateOneTimeToken(api.auth, signedIn, { audience, codeChallenge });
  if (!made.ok) throw new Error(made.reason);
  const redemption = { token: made.token, audience, codeVerifier };
  const verified = await verifyOneTimeToken(api.auth, redemption, {
    client: api.client,
    previousSecret: null,
  });
  if (!verified.ok) throw new Error(verified.reason);
  return verified.secret;
}

describe("an app is refused", () => {
  it.each([
    ["nowhere to come back to", { redirectUris: [] }, "app.redirectUris"],
    ["http elsewhere", { redirectUris: ["http://shop.example/"] }, "app.redirectUris.0"],
    [
      "a script to begin a sign-in by",
      { initiateLoginUri: "javascript:alert(1)" },
      "app.initiateLoginUri",
    ],
    [
      "a former key, which isn't kept",
      { secretHash: "a".repeat(64), formerSecretHash: "b".repeat(64) },
      "app.formerSecretHash",
    ],
    ["an id with a space", { id: "my shop" }, "app.id"],
    ["the id of another", { id: "shop" }, "app.id"],
    ["the id of one of the environment", { id: "partner" }, "app.id"],
    [
      "the origin of one of the environment",
      { allowedOrigins: ["http://127.0.0.1:3002"] },
      "app.allowedOrigins",
    ],
  ])("with %s", async (_what, settings, field) => {
    const app = { ...SHOP, id: "refused", ...settings };
    expect(Object.keys((await fieldsOf("registerApp", { app })) ?? {})).toEqual([field]);
    expect(await storedApp("refused")).toBeUndefined();
  });

  it("if it doesn't exist, or belongs to the environment", async () => {
    for (const appId of ["nobody", "partner"]) {
      expect(await fieldsOf("rotateAppKey", { appId })).toHaveProperty("app.id");
      expect(await fieldsOf("removeApp", { appId })).toHaveProperty("app.id");
      const app = { ...SHOP, id: appId };
      expect(await fieldsOf("changeApp", { app })).not.toBeNull();
    }
  });
});

it("an app of the environment replaces a registered one with its id or origin", async () => {
  await ask("registerApp", { app: { ...SHOP, id: "twice", origin: "https://twice.example" } });
  const stored = await storedApp("twice");
  if (!stored) throw new Error("It isn't kept.");
  const sameId = { ...stored, name: "First", allowedOrigins: [] };
  const sameOrigin = { ...stored, id: "first", name: "First" };
  expect(withStoredApps([sameId], [stored])).toEqual([sameId]);
  expect(withStoredApps([sameOrigin], [stored])).toEqual([sameOrigin]);
  const other = { ...stored, id: "other", allowedOrigins: [] };
  expect(withStoredApps([other], [stored])).toEqual([other, stored]);
});

it("what operators do about apps is in the record, with the app's id", async () => {
  await ask("registerApp", { app: { ...SHOP, id: "recorded" } });
  await ask("removeApp", { appId: "recorded" });
  const { events } = await ask("events", { limit: 2 });
  const told = events.map(({ event, app, actor }) => [event, app, actor?.email]);
  expect(told).toEqual([
    ["operator.remove-app", "recorded", OPERATOR],
    ["operator.register-app", "recorded", OPERATOR],
  ]);
});
