import { requestDeviceAuthorization } from "@watchword/auth/device-authorization";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WIKI, WIKI_KEY } from "./oidc/apps.ts";
import { authorizeUrl, newAttempt } from "./oidc/provider.ts";
import { type Host, startTwoHosts } from "./two-hosts.ts";

let deployment: Awaited<ReturnType<typeof startTwoHosts>>;
let users: Host;
let staff: Host;
/** Sessions of somebody in each collection. */
let eve: string;
let ada: string;
beforeAll(async () => {
  deployment = await startTwoHosts();
  ({ users, staff } = deployment);
  [eve, ada] = [await users.signIn("eve@example.com"), await staff.signIn("ada@example.com")];
});
afterAll(() => deployment.end());

/** Each host with a session of its own product, and with one of the other's. */
const pairs = () => [
  { host: users, own: eve, others: ada, other: staff },
  { host: staff, own: ada, others: eve, other: users },
];

const asWiki = { client_id: WIKI.id, client_secret: WIKI_KEY };

describe("a session of one product, at another product's host", () => {
  it("isn't accepted", async () => {
    for (const { host, own, others } of pairs()) {
      const current = await host.call("session.current", own);
      expect(current.body.result.data?.user.collection).toBe(host.collection);
      expect((await host.call("session.current", others)).body.result.data).toBeNull();
      for (const path of ["session.list", "consent.list", "oneTimeToken.generate"]) {
        expect(await host.call(path, own)).toMatchObject({ status: 200 });
        const refused = { status: 401, reason: "UNAUTHENTICATED" };
        expect(await host.call(path, others)).toMatchObject(refused);
      }
    }
  });

  it("gets no statement, whose issuer would be that host", async () => {
    for (const { host, own, others } of pairs()) {
      const made = await host.call("session.statement", own, { audience: WIKI.id });
      expect(decodeJwt(made.body.result.data.statement).iss).toBe(host.url);
      const refused = await host.call("session.statement", others, { audience: WIKI.id });
      expect(refused).toMatchObject({ status: 401, reason: "UNAUTHENTICATED" });
    }
  });

  it("leads to no app: whoever has it has to sign in there first", async () => {
    for (const { host, own, others } of pairs()) {
      const path = authorizeUrl("", newAttempt(), { prompt: "none" });
      const errorFor = async (secret: string) =>
        (await host.visit(path, secret))?.searchParams.get("error");
      expect(await errorFor(own)).toBe("consent_required");
      expect(await errorFor(others)).toBe("login_required");
    }
  });

  it("can still be ended there", async () => {
    const secret = await users.signIn("bob@example.com");
    expect(await staff.call("session.signOut", secret)).toMatchObject({ status: 200 });
    expect((await users.call("session.current", secret)).body.result.data).toBeNull();
  });
});

describe("a one-time token", () => {
  it("is redeemed at its product's host only, and not used up at another", async () => {
    for (const { host, own, other } of pairs()) {
      const { codeVerifier, challenge } = newAttempt();
      const forApp = { audience: WIKI.id, codeChallenge: challenge };
      for (const [asked, proof] of [
        [forApp, { audience: WIKI.id, codeVerifier }],
        [{}, {}],
      ]) {
        const { token } = (await host.call("oneTimeToken.generate", own, asked)).body.result.data;
        const redeemed = { token, ...proof, transport: "token" };
        const refused = { status: 400, reason: "INVALID_TOKEN" };
        expect(await other.call("oneTimeToken.verify", null, redeemed)).toMatchObject(refused);
        const granted = await host.call("oneTimeToken.verify", null, redeemed);
        expect(granted.body.result.data.user.collection).toBe(host.collection);
      }
    }
  });

  it("makes a session that counts only at that host", async () => {
    for (const { host, own, other } of pairs()) {
      const { codeVerifier, challenge } = newAttempt();
      const asked = { audience: WIKI.id, codeChallenge: challenge };
      const { token } = (await host.call("oneTimeToken.generate", own, asked)).body.result.data;
      const redeemed = { token, audience: WIKI.id, codeVerifier, transport: "token" };
      const granted = await host.call("oneTimeToken.verify", null, redeemed);
      const { token: child = "" } = granted.body.result.data;
      expect((await host.call("session.current", child)).body.result.data).not.toBeNull();
      expect(await host.call("session.statement", child)).toMatchObject({ status: 200 });
      expect((await other.call("session.current", child)).body.result.data).toBeNull();
      const none = { status: 401, reason: "UNAUTHENTICATED" };
      expect(await other.call("session.statement", child)).toMatchObject(none);
      const refused = { status: 403, reason: "FORBIDDEN" };
      const guessed = { userCode: "BCDF-GHJK" };
      expect(await other.call("oneTimeToken.exchangeUserCode", child, guessed)).toMatchObject(
        refused,
      );
    }
  });
});

describe("what an app gets by OpenID Connect", () => {
  it("is invalid at another issuer, and valid at its own", async () => {
    for (const { host, own, other } of pairs()) {
      const code = await host.codeFor(own);
      const invalidGrant = { status: 400, body: { error: "invalid_grant" } };
      expect(await other.post("token", code)).toMatchObject(invalidGrant);
      const { body: tokens } = await host.post("token", code);
      expect(decodeJwt(tokens.id_token).iss).toBe(host.url);

      const access = { access_token: tokens.access_token };
      const invalidToken = { status: 401, body: { error: "invalid_token" } };
      expect(await other.post("userinfo", access)).toMatchObject(invalidToken);
      expect(await host.post("userinfo", access)).toMatchObject({ status: 200 });

      for (const token of [tokens.access_token, tokens.refresh_token]) {
        const asked = { ...asWiki, token };
        expect((await other.post("introspect", asked)).body).toEqual({ active: false });
        expect((await host.post("introspect", asked)).body).toMatchObject({ iss: host.url });
        expect(await other.post("revoke", asked)).toMatchObject({ status: 200 });
      }

      const { refresh_token } = tokens;
      const refreshed = { ...asWiki, grant_type: "refresh_token", refresh_token };
      expect(await other.post("token", refreshed)).toMatchObject(invalidGrant);
      expect(await host.post("token", refreshed)).toMatchObject({ status: 200 });
    }
  });

  it("signs nobody out elsewhere: there its ID token isn't a hint, and its session is unknown", async () => {
    for (const { host, own, other } of pairs()) {
      const { id_token } = (await host.post("token", await host.codeFor(own))).body;
      const [back = ""] = WIKI.postLogoutRedirectUris;
      const leadsTo = async (at: Host, asked: Record<string, string>) =>
        (await at.visit(`/oidc/end-session?${new URLSearchParams(asked)}`, own))?.href;
      const hinted = { id_token_hint: id_token, post_logout_redirect_uri: back };
      expect(await leadsTo(other, hinted)).toBe(`${other.url}/sign-out?problem=hint`);
      expect(await leadsTo(host, hinted)).toContain(`${host.url}/sign-out?app=${WIKI.id}`);
      const named = { client_id: WIKI.id, post_logout_redirect_uri: back };
      expect(await leadsTo(other, named)).toBe(back);
      expect((await host.call("session.current", own)).body.result.data).not.toBeNull();
    }
  });
});

describe("a device without a browser", () => {
  const grant = "urn:ietf:params:oauth:grant-type:device_code";
  const poll = (host: Host, device_code: string) =>
    host.post("token", { grant_type: grant, device_code, client_id: "notes" });
  const because = (message: string) => ({ message });

  it("that asked at one issuer is decided on, and can poll, only there", async () => {
    for (const { host, own, others, other } of pairs()) {
      const asked = { client_id: "notes", scope: "openid email" };
      const { device_code, user_code: userCode } = (await host.post("device_authorization", asked))
        .body;
      for (const does of ["enterDevice", "approveDevice", "declineDevice"] as const)
        await expect(other.devices(others)[does]({ userCode })).rejects.toMatchObject(
          because("INVALID_TOKEN"),
        );
      const strangers = host.devices(others);
      await expect(strangers.approveDevice({ userCode })).rejects.toMatchObject(
        because("UNAUTHENTICATED"),
      );
      await host.devices(own).approveDevice({ userCode });

      const refused = { status: 400, body: { error: "invalid_grant" } };
      expect(await poll(other, device_code)).toMatchObject(refused);
      const { body } = await poll(host, device_code);
      expect(decodeJwt(body.id_token).iss).toBe(host.url);
    }
  });

  it("whose code was entered at one issuer isn't shown at another", async () => {
    const asked = { client_id: "notes", scope: "openid" };
    const { user_code: userCode } = (await users.post("device_authorization", asked)).body;
    const { entered } = await users.devices(eve).enterDevice({ userCode });
    expect(await users.devices(eve).inspectDevice({ entered })).toMatchObject({ app: "notes" });
    await expect(staff.devices(ada).inspectDevice({ entered })).rejects.toMatchObject(
      because("INVALID_TOKEN"),
    );
  });

  it("that asked an earlier release, which stored no issuer, can poll at any", async () => {
    // As that release kept it.
    const before = { app: { id: "notes" }, issuer: null as never, scope: "openid", place: null };
    const requested = await requestDeviceAuthorization(deployment.api.auth, before);
    const { userCode = "", deviceCode = "" } = requested ?? {};
    await staff.devices(ada).approveDevice({ userCode });
    expect(await poll(staff, deviceCode)).toMatchObject({ status: 200 });
  });
});
