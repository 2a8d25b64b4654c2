import { randomUUID } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postForm } from "../../src/http/post-form.ts";
import { tellLogout } from "../../src/oidc/tell-logout.ts";
import { type LogoutReceiver, startLogoutReceiver } from "../../src/testing/logout-receiver.ts";
import { WIKI } from "./apps.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
let receiver: LogoutReceiver;
beforeAll(async () => {
  [provider, receiver] = await Promise.all([startProvider(), startLogoutReceiver()]);
});
afterAll(() => Promise.all([provider.close(), receiver.close()]));

const ENDED = { userId: randomUUID(), sessionId: randomUUID() };

function tell({ uri = receiver.url, allowsPrivateAddresses = true } = {}) {
  const sender = { auth: provider.api.auth, publicUrl: provider.issuer, allowsPrivateAddresses };
  return tellLogout(sender, { ...WIKI, backchannelLogoutUri: uri }, ENDED);
}

describe("a logout token", () => {
  it("is posted as a form, and verified by the published keys", async () => {
    expect(await tell()).toBe("told");
    const [{ token, type } = { token: "", type: "" }] = receiver.received;
    expect(type).toBe("application/x-www-form-urlencoded");
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/oidc/jwks`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: provider.issuer,
      audience: WIKI.id,
      typ: "logout+jwt",
    });
    expect(payload).toEqual({
      iss: provider.issuer,
      aud: WIKI.id,
      sub: ENDED.userId,
      sid: ENDED.sessionId,
      iat: expect.any(Number),
      exp: (payload.iat ?? 0) + 120,
      jti: expect.any(String),
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
  });

  it("differs with each try", async () => {
    receiver.received.length = 0;
    receiver.answers = [503];
    await expect(tell()).rejects.toThrow("The app wiki answered a logout with 503");
    expect(await tell()).toBe("told");
    const ids = receiver.received.map(({ claims }) => claims.jti);
    expect(new Set(ids).size).toBe(2);
  });

  it("that the app says is wrong is refused, and one that it sends elsewhere goes nowhere", async () => {
    receiver.received.length = 0;
    receiver.answers = [400, 307];
    expect(await tell()).toBe("refused");
    await expect(tell()).rejects.toThrow("307");
    expect(receiver.received).toHaveLength(2);
  });

  it("isn't needed by an app without an address for it", async () => {
    const sender = {
      auth: provider.api.auth,
      publicUrl: provider.issuer,
      allowsPrivateAddresses: true,
    };
    expect(await tellLogout(sender, WIKI, ENDED)).toBe("told");
  });
});

describe("an app within the network", () => {
  it.each([
    "127.0.0.1",
    "localhost",
    "[::1]",
    "10.1.2.3",
    "169.254.169.254",
    "0.0.0.0",
    "[::ffff:10.0.0.1]",
  ])("at %s isn't called if that isn't allowed", async (host) => {
    receiver.received.length = 0;
    const uri = `http://${host}:${new URL(receiver.url).port}/logout`;
    const told = tell({ uri, allowsPrivateAddresses: false });
    await expect(told).rejects.toThrow(/private address, which isn't allowed/);
    expect(receiver.received).toEqual([]);
  });

  it("whose URL contains a secret is named in no error", async () => {
    const told = tell({ uri: "http://127.0.0.1:1/logout?key=of-the-app" });
    await expect(told).rejects.toThrow("The app wiki wasn't reached for a logout: ECONNREFUSED");
  });
});

it("an app that doesn't answer in time is given up", async () => {
  const silent = await startLogoutReceiver();
  silent.holds = true;
  const posting = postForm(new URL(silent.url), {}, { withinMs: 50, allowsPrivateAddresses: true });
  await expect(posting).rejects.toMatchObject({
    name: "AbortError",
    cause: { name: "TimeoutError" },
  });
  await silent.close();
});
