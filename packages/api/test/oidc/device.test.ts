import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WIKI, WIKI_KEY } from "./apps.ts";
import { ownerOf, refusal, startDevice, startWithOwner } from "./device.ts";
import type { Provider } from "./provider.ts";

let provider: Provider;
let ada: ReturnType<typeof ownerOf>;
beforeAll(async () => {
  ({ provider, ada } = await startWithOwner());
});
afterAll(() => provider.end());

const invalid = { message: "INVALID_TOKEN" };

/** The sections of RFC 8628. */
describe("a device without a browser", () => {
  it("3.1, 3.2: gets a code for itself and one to show, with where to type that", async () => {
    const { answer, userCode } = await startDevice(provider);
    expect(answer).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(
        /^([BCDFGHJKLMNPQRSTVWXZ]{3}-){2}[BCDFGHJKLMNPQRSTVWXZ]{3}$/,
      ),
      verification_uri: `${provider.issuer}/device`,
      verification_uri_complete: `${provider.issuer}/device?user_code=${userCode}`,
      expires_in: 600,
      interval: 5,
    });
  });

  it("3.1: says which app it runs, with the app's key if it has one", async () => {
    const ask = (form: Record<string, string>) => provider.post("device_authorization", form);
    expect((await ask({ client_id: "nobody" })).body.error).toBe("invalid_client");
    expect((await ask({ client_id: "wiki" })).body.error).toBe("invalid_client");
    expect((await ask({ client_id: "notes", scope: "email" })).body.error).toBe("invalid_scope");
    expect((await ask({ client_id: "wiki", client_secret: WIKI_KEY })).status).toBe(200);
  });

  it("3.3: is shown with the app's name, however the code is typed, which changes nothing", async () => {
    const { userCode, poll } = await startDevice(provider);
    const typed = ` ${userCode.toLowerCase().replaceAll("-", " ")}`;
    const { entered } = await ada.enterDevice({ userCode: typed });
    const asked = await ada.inspectDevice({ entered });
    expect(asked).toEqual({ app: "notes", place: null, userCode });
    expect(await refusal(poll())).toBe("authorization_pending");
    await expect(ada.enterDevice({ userCode: "BBB-BBB-BBB" })).rejects.toMatchObject(invalid);
  });

  it("3.4: gets tokens once somebody approved, and only once", async () => {
    const { userCode, poll } = await startDevice(provider);
    await ada.approveDevice({ userCode });
    const { status, body } = await poll();
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", scope: "openid email" });
    expect(decodeJwt(body.id_token)).toMatchObject({ aud: "notes", email: "ada@example.com" });
    const info = await fetch(`${provider.issuer}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(info.status).toBe(200);
    await provider.api.passTime(6);
    expect(await refusal(poll())).toBe("invalid_grant");
  });

  it("3.4: gets no tokens for another app's code, or for a wrong one", async () => {
    const { userCode, poll } = await startDevice(provider);
    await ada.approveDevice({ userCode });
    expect(await refusal(poll({ client_id: "wiki", client_secret: WIKI_KEY }))).toBe(
      "invalid_grant",
    );
    expect(await refusal(poll({ device_code: "A".repeat(43) }))).toBe("invalid_grant");
    expect((await poll()).status).toBe(200);
  });

  // It asks too early by less than a machine may stand still for.
  it("3.5: has to wait as long as it is told, and longer if it didn't", { retry: 2 }, async () => {
    const { userCode, poll } = await startDevice(provider);
    expect(await refusal(poll())).toBe("authorization_pending");
    expect(await refusal(poll())).toBe("slow_down");
    await provider.api.passTime(6);
    expect(await refusal(poll()), "it has to wait for ten seconds now").toBe("slow_down");
    await provider.api.passTime(16);
    expect(await refusal(poll())).toBe("authorization_pending");
    await ada.approveDevice({ userCode });
    await provider.api.passTime(16);
    expect((await poll()).status).toBe(200);
  });

  it("3.5: is told that somebody refused", async () => {
    const { userCode, poll } = await startDevice(provider);
    await ada.declineDevice({ userCode });
    expect(await refusal(poll())).toBe("access_denied");
    await expect(ada.approveDevice({ userCode })).rejects.toMatchObject(invalid);
  });

  it("3.5: is told that its code has expired, and then nobody can approve it any more", async () => {
    const { userCode, poll } = await startDevice(provider);
    await provider.api.passTime(601);
    expect(await refusal(poll())).toBe("expired_token");
    await expect(ada.enterDevice({ userCode })).rejects.toMatchObject(invalid);
    await expect(ada.approveDevice({ userCode })).rejects.toMatchObject(invalid);
  });

  it("5.1: has its code guessed no more often than an account may", async () => {
    const mallory = ownerOf(provider, await provider.signIn("mallory@example.com"));
    const guess = { userCode: "BBB-BBB-BBC" };
    const guesses = await Promise.allSettled(
      Array.from({ length: 110 }, () => mallory.enterDevice(guess)),
    );
    const reasons = guesses.map((each) => each.status === "rejected" && each.reason.message);
    expect(new Set(reasons)).toEqual(new Set(["INVALID_TOKEN", "TOO_MANY_ATTEMPTS"]));
    provider.api.client.ip = "198.51.100.77";
  });

  it("loses its session with the one that approved it", async () => {
    const secret = await provider.signIn("grace@example.com");
    const { userCode, poll } = await startDevice(provider);
    await ownerOf(provider, secret).approveDevice({ userCode });
    const { access_token } = (await poll()).body;
    const headers = { authorization: `Bearer ${secret}` };
    await provider.api.post("session.signOut", {}, headers);
    const info = await fetch(`${provider.issuer}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(info.status).toBe(401);
  });

  it("leaves a record of who asked, who decided, and the resulting session", async () => {
    const { userCode, poll } = await startDevice(provider);
    await ada.approveDevice({ userCode });
    await poll();
    await provider.api.auth.events.settled();
    const rows = await provider.api.auth.db
      .selectFrom("audit_events")
      .select(["event", "outcome"])
      .orderBy("at", "desc")
      .limit(3)
      .execute();
    expect(rows.map(({ event }) => event).toReversed()).toEqual([
      "oidc.request-device",
      "oidc.approve-device",
      "one-time-token.verify",
    ]);
  });
});

describe("oauth4webapi", () => {
  it("signs in on a device without a browser", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(provider.issuer);
    const server = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, insecure),
    );
    const app: oauth.Client = { client_id: WIKI.id };
    const method = oauth.ClientSecretBasic(WIKI_KEY);
    const asked = await oauth.deviceAuthorizationRequest(
      server,
      app,
      method,
      { scope: "openid email offline_access" },
      insecure,
    );
    const { device_code, user_code } = await oauth.processDeviceAuthorizationResponse(
      server,
      app,
      asked,
    );
    const poll = async () => {
      const answer = await oauth.deviceCodeGrantRequest(server, app, method, device_code, insecure);
      return oauth.processDeviceCodeResponse(server, app, answer);
    };
    await expect(poll()).rejects.toMatchObject({ error: "authorization_pending" });
    await ada.approveDevice({ userCode: user_code });
    await provider.api.passTime(6);
    const tokens = await poll();
    expect(oauth.getValidatedIdTokenClaims(tokens)?.["email"]).toBe("ada@example.com");
    expect(tokens.refresh_token).toBeDefined();
  });
});
