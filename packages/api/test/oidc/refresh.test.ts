import { databaseNow } from "@watchword/auth/clock";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NOTES, WIKI, WIKI_KEY } from "./apps.ts";
import { ownerOf, startDevice } from "./device.ts";
import { type Provider, startSignedIn } from "./provider.ts";
import { obtainCode } from "./asked.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

async function signIn(parameters: Record<string, string> = {}) {
  const { form } = await obtainCode(provider, secret, parameters);
  return provider.post("token", form);
}

it("oidcc-refresh-token: only offline_access gives one, and another app can't use it", async () => {
  expect((await signIn()).body).not.toHaveProperty("refresh_token");
  const { body } = await signIn({ scope: "openid offline_access" });
  const grant = { grant_type: "refresh_token", refresh_token: body.refresh_token };
  const key = { client_id: WIKI.id, client_secret: WIKI_KEY };
  const refreshed = (await provider.post("token", { ...grant, ...key })).body;
  const [before, after] = [decodeJwt(body.id_token), decodeJwt(refreshed.id_token)];
  expect([after.sub, after["auth_time"], after["sid"]]).toEqual([
    before.sub,
    before["auth_time"],
    before["sid"],
  ]);
  const others = await provider.post("token", { ...grant, client_id: "notes" });
  expect(others.body.error).toBe("invalid_grant");
  const wider = await provider.post("token", { ...grant, ...key, scope: "openid email" });
  expect(wider.body.error).toBe("invalid_scope");
});

it("a refresh for less leaves the refresh token as good as it was (RFC 6749, 6)", async () => {
  const { body } = await signIn({ scope: "openid email offline_access" });
  const key = { client_id: WIKI.id, client_secret: WIKI_KEY };
  const refresh = async (refresh_token: string, scope?: string) => {
    const grant = { grant_type: "refresh_token", refresh_token, ...key };
    return (await provider.post("token", { ...grant, ...(scope !== undefined && { scope }) })).body;
  };
  const less = await refresh(body.refresh_token, "openid");
  expect(less.scope).toBe("openid");
  expect(decodeJwt(less.id_token)).not.toHaveProperty("email");
  const asBefore = await refresh(less.refresh_token);
  expect(asBefore.scope).toBe("openid email offline_access");
  expect(decodeJwt(asBefore.id_token)).toMatchObject({ email: "ada@example.com" });
});

it("expires_in counts from now, not from when the session was last seen", async () => {
  const { body } = await signIn({ scope: "openid offline_access" });
  // Too soon for the session to be seen again.
  await provider.api.passTime(10);
  const key = { client_id: WIKI.id, client_secret: WIKI_KEY };
  const grant = { grant_type: "refresh_token", refresh_token: body.refresh_token, ...key };
  const from = await databaseNow(provider.api.auth);
  const { access_token, expires_in } = (await provider.post("token", grant)).body;
  const until = await databaseNow(provider.api.auth);
  const told = await provider.post("introspect", { token: access_token, ...key });
  const { exp } = told.body;
  expect(expires_in).toBeLessThanOrEqual(exp + 1 - from / 1000);
  expect(expires_in).toBeGreaterThanOrEqual(exp - 1 - until / 1000);
});

describe("an app without a key, which gets no refresh token", () => {
  const asked = { client_id: NOTES.id, scope: "openid email offline_access" };

  it("isn't granted offline_access either", async () => {
    const [redirect_uri = ""] = NOTES.redirectUris;
    const { form } = await obtainCode(provider, secret, { ...asked, redirect_uri });
    const { client_secret: _key, ...redemption } = form;
    const redeemed = { ...redemption, client_id: NOTES.id, redirect_uri };
    const { status, body } = await provider.post("token", redeemed);
    expect([status, body.scope]).toEqual([200, "openid email"]);
    expect(body).not.toHaveProperty("refresh_token");
  });

  it("isn't on a device without a browser", async () => {
    const { userCode, poll } = await startDevice(provider, asked);
    await ownerOf(provider, secret).approveDevice({ userCode });
    const { status, body } = await poll();
    expect([status, body.scope]).toEqual([200, "openid email"]);
    expect(body).not.toHaveProperty("refresh_token");
  });
});

it("no token outlives the session that signed in, even if that has expired but isn't cleaned up yet", async () => {
  const day = 24 * 60 * 60;
  const { form } = await obtainCode(provider, await provider.signIn("unused@example.com"), {
    scope: "openid offline_access",
  });
  const { access_token, refresh_token } = (await provider.post("token", form)).body;
  const bearer = { authorization: `Bearer ${access_token}` };
  const key = { client_id: WIKI.id, client_secret: WIKI_KEY };
  const ask = async () => {
    const info = await fetch(`${provider.issuer}/oidc/userinfo`, { headers: bearer });
    const told = await provider.post("introspect", { token: access_token, ...key });
    const grant = { grant_type: "refresh_token", refresh_token, ...key };
    const refreshed = await provider.post("token", grant);
    const statement = await provider.call("session.statement", access_token);
    return [
      info.status,
      (told.body as { active?: boolean }).active,
      refreshed.status,
      "result" in statement,
    ];
  };
  await provider.api.passTime(29 * day);
  expect(await ask()).toEqual([200, true, 200, true]);
  await provider.api.passTime(2 * day);
  expect(await ask()).toEqual([401, false, 400, false]);
});
