import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { RegisteredApp } from "../src/context.ts";
import { readStoredApps } from "../src/stored-apps.ts";
import { createOidcCaller } from "../src/oidc/oidc-router.ts";
import { askAsOperator, startForOperator } from "./as-operator.ts";
import { type Api, startApi } from "./caller.ts";
import { inProcess } from "./in-process.ts";

/* A process that read the registered apps a moment ago, and another in which an operator removes one. */

let api: Api;
let operator: { authorization: string };
let shop: RegisteredApp;
let stale: Api;
let ada: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
});
beforeEach(async () => {
  const app = { id: "shop", origin, redirectUris: [`${origin}/callback`], trusted: true };
  await askAsOperator(api, operator, "registerApp", { app: { ...app, deviceAuthorization: true } });
  const [stored] = await readStoredApps(api.auth);
  if (!stored) throw new Error("It isn't kept.");
  shop = stored;
  stale = await startApi({ databaseUrl: api.databaseUrl, apps: [shop] });
  ada = await stale.bearer("ada@example.com");
  await askAsOperator(api, operator, "removeApp", { appId: "shop" });
  return async () => {
    await stale.end();
  };
});
afterAll(() => api.end());

const origin = "https://shop.example";
const codeVerifier = "v".repeat(43);
const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");

it("no token is made for an app that was removed, as for an unknown one", async () => {
  for (const audience of ["shop", "nobody"]) {
    const { body } = await stale.post("oneTimeToken.generate", { audience, codeChallenge }, ada);
    expect(body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { audience: "No such app" },
    });
  }
});

it("a token for an unknown app isn't redeemed, and stays unused", async () => {
  const app = { id: "later", redirectUris: ["https://later.example/"] };
  await askAsOperator(api, operator, "registerApp", { app });
  const later = (await readStoredApps(api.auth)).filter(({ id }) => id === "later");
  const fresh = await startApi({ databaseUrl: api.databaseUrl, apps: later });
  const asked = { audience: "later", codeChallenge };
  const { token } = (await fresh.post("oneTimeToken.generate", asked, ada)).body.result.data;
  const redemption = { token, audience: "later", codeVerifier, transport: "token" };
  const refused = await stale.post("oneTimeToken.verify", redemption);
  expect(refused.body.error.data.reason).toBe("INVALID_TOKEN");
  const redeemed = await fresh.post("oneTimeToken.verify", redemption);
  expect(redeemed.body.result.data).toMatchObject({ session: { audience: "later" } });
  await fresh.end();
  await askAsOperator(api, operator, "removeApp", { appId: "later" });
});

it("nobody can sign in on a page of an app that was removed", async () => {
  const asked = await stale.post("emailOtp.request", { email: "ada@example.com" }, { origin });
  const { otpId } = asked.body.result.data;
  const { code } = await stale.readMail(otpId);
  const { body } = await stale.post("emailOtp.signIn", { otpId, code }, { origin });
  expect(body.error.data.reason).toBe("INVALID_TOKEN");
});

it("a device of an app that was removed gets no code", async () => {
  const oidc = createOidcCaller(inProcess(stale, { apps: [shop] })).oidc;
  await expect(oidc.requestDevice({ app: "shop", scope: "openid" })).rejects.toMatchObject({
    message: "INVALID_TOKEN",
  });
});
