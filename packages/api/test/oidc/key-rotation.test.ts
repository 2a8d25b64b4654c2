import { type Auth, createAuth } from "@watchword/auth";
import { rotateSigningKeys } from "@watchword/auth/signing-keys";
import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SECRET } from "../caller.ts";
import { APPS, WIKI } from "./apps.ts";
import { obtainCode } from "./asked.ts";
import { type Provider, startProvider, type TokenAnswer } from "./provider.ts";
import { serveOidc } from "./serve.ts";

const A_DAY = 25 * 3_600;
const A_MONTH = 31 * 86_400;

let provider: Provider;
let running: { auth: Auth; url: string; close(): Promise<void> }[];
beforeEach(async () => {
  provider = await startProvider();
  running = [];
});
afterEach(async () => {
  for (const { auth, close } of running) await close().then(() => auth.close());
  await provider.end();
});

/** A process that starts now, and so reads the keys as they are now. */
async function startProcess() {
  const auth = createAuth({ database: provider.api.databaseUrl, secret: SECRET });
  const { issuer: publicUrl, errors } = provider;
  const served = await serveOidc({ auth, apps: APPS, publicUrl, errors });
  running.push({ auth, ...served });
  return { url: served.url, idToken: await signIn(served.url) };
}

/** An ID token, signed by the process at this address. */
async function signIn(url: string): Promise<string> {
  const { form } = await obtainCode(provider, await provider.signIn());
  const body = new URLSearchParams(form);
  const answer = await fetch(`${url}/oidc/token`, { method: "POST", body });
  return ((await answer.json()) as TokenAnswer).id_token;
}

/** An app that keeps the keys it fetched, as `jose` does, and counts how often it fetched them. */
function startApp(url: string, { fetchesAgain = false } = {}) {
  const app = { at: url, fetches: 0 };
  const keys = createRemoteJWKSet(new URL(`${provider.issuer}/oidc/jwks`), {
    cacheMaxAge: Infinity,
    cooldownDuration: fetchesAgain ? 0 : Infinity,
    // Of many processes a balancer may choose any.
    [customFetch]: (_, init) => {
      app.fetches++;
      return fetch(`${app.at}/oidc/jwks`, init as RequestInit);
    },
  });
  const expected = { issuer: provider.issuer, audience: WIKI.id };
  const verify = async (idToken: string) => void (await jwtVerify(idToken, keys, expected));
  return Object.assign(app, { verify });
}

const kidOf = (idToken: string) => decodeProtectedHeader(idToken).kid;

it("an app that keeps the keys for a day verifies each token before, during and after a rotation", async () => {
  const before = await startProcess();
  const early = startApp(before.url);
  await early.verify(before.idToken);
  await rotateSigningKeys(provider.api.auth);

  const during = await startProcess();
  expect(kidOf(during.idToken), "the new key doesn't sign yet").toBe(kidOf(before.idToken));
  await early.verify(during.idToken);
  const late = startApp(during.url);
  await late.verify(during.idToken);

  await provider.api.passTime(A_DAY);
  const after = await startProcess();
  expect(kidOf(after.idToken), "the new key signs").not.toBe(kidOf(before.idToken));
  await late.verify(after.idToken);
  const newest = startApp(after.url);
  for (const { idToken } of [before, during, after]) await newest.verify(idToken);
  expect([early, late, newest].map(({ fetches }) => fetches)).toEqual([1, 1, 1]);
});

it("an app that kept the keys for longer finds the new one by itself", async () => {
  const before = await startProcess();
  const app = startApp(before.url, { fetchesAgain: true });
  await app.verify(before.idToken);
  await rotateSigningKeys(provider.api.auth);
  await provider.api.passTime(A_DAY);
  const after = await startProcess();
  app.at = after.url;
  await app.verify(after.idToken);
  await app.verify(before.idToken);
  expect(app.fetches).toBe(2);
});

it("an ID token is a hint for a month after its key was replaced", async () => {
  const { idToken } = await startProcess();
  await rotateSigningKeys(provider.api.auth);
  const appAt = async ({ url }: { url: string }) => {
    const asked = new URLSearchParams({ id_token_hint: idToken });
    const answer = await fetch(`${url}/oidc/end-session?${asked}`, { redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "", url).searchParams.get("app");
  };
  await provider.api.passTime(A_DAY);
  expect(await appAt(await startProcess())).toBe(WIKI.id);
  await provider.api.passTime(A_MONTH);
  expect(await appAt(await startProcess())).toBeNull();
});

it("keys that may have been stolen are removed at once, and an app finds the new ones by itself", async () => {
  const { url, idToken } = await startProcess();
  const app = startApp(url, { fetchesAgain: true });
  await app.verify(idToken);
  await rotateSigningKeys(provider.api.auth, { atOnce: true });
  const after = await startProcess();
  app.at = after.url;
  await app.verify(after.idToken);
  await expect(app.verify(idToken)).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
});
