import { createHash } from "node:crypto";
import { registerApp } from "@watchword/auth/apps";
import { giveConsent, listConsents } from "@watchword/auth/consent";
import { findSession } from "@watchword/auth/session";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toNewApp } from "../src/stored-apps.ts";
import { type Api, OPERATOR, startApi } from "./caller.ts";

const SHOP = {
  id: "shop",
  name: "The environment's shop",
  origin: null,
  redirectUris: ["https://shop.example/callback"],
  secretHash: null,
  trusted: false,
  allowedOrigins: [],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
};

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  api = await startApi({ apps: [SHOP] });
  operator = await api.bearer(OPERATOR);
  // As an operator had registered it before it came into the environment.
  await registerApp(api.auth, toNewApp({ ...SHOP, name: "The operators' shop" }));
});
afterAll(() => api.end());

async function listed() {
  const { body } = await api.post("operator.apps", {}, operator);
  return body.result.data.map(({ id, name, isFixed }) => ({ id, name, isFixed }));
}

it("an app of the environment that operators had registered before is listed once, as in the environment", async () => {
  expect(await listed()).toEqual([{ id: "shop", name: "The environment's shop", isFixed: true }]);
});

it("an app of the environment can't be changed, rotated or removed by operators, and keeps its sessions and consents", async () => {
  const { authorization } = await api.bearer("ada@example.com");
  const signedIn = await findSession(api.auth, authorization.replace("Bearer ", ""));
  if (!signedIn) throw new Error("Nobody is signed in.");
  await giveConsent(api.auth, signedIn, SHOP);
  const { id, redirectUris } = SHOP;
  const codeVerifier = "v".repeat(43);
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const asked = { audience: id, codeChallenge };
  const made = await api.post("oneTimeToken.generate", asked, { authorization });
  const { token } = made.body.result.data;
  const redemption = { token, audience: id, codeVerifier, transport: "token" };
  const handedOver = await api.post("oneTimeToken.verify", redemption);
  const its = handedOver.body.result.data.token ?? "";
  for (const [path, input] of [
    ["changeApp", { app: { id, redirectUris, name: "Changed" } }],
    ["rotateAppKey", { appId: id }],
    ["removeApp", { appId: id }],
  ] as const) {
    const { body } = await api.post(`operator.${path}`, input, operator);
    expect(body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { "app.id": "The environment has this app, and it can only be changed there" },
    });
  }
  expect(await findSession(api.auth, its)).not.toBeNull();
  expect(await listConsents(api.auth, signedIn)).toHaveLength(1);
  const rows = await api.auth.db.selectFrom("apps").select(["id", "secret_hash"]).execute();
  expect(rows).toEqual([{ id: "shop", secret_hash: null }]);
});
