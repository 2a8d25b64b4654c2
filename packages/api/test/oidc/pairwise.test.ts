import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RegisteredApp } from "../../src/context.ts";
import { subjectOf } from "../../src/app-session/subject.ts";
import { APPS, NOTES, RIVAL, SHOP, TILL } from "./apps.ts";
import { authorizeUrl, newAttempt, type Provider, startSignedIn } from "./provider.ts";
import { serveOidc } from "./serve.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

/** What an app without a key learns of somebody. */
async function signInAt(app: RegisteredApp, as = secret, more: Record<string, string> = {}) {
  const attempt = newAttempt();
  const at = { client_id: app.id, redirect_uri: app.redirectUris[0] ?? "" };
  const asked = authorizeUrl(provider.issuer, attempt, { ...at, ...more });
  const callback = await provider.agree(asked, as);
  const { body } = await provider.post("token", {
    ...at,
    grant_type: "authorization_code",
    code: callback.searchParams.get("code") ?? "",
    code_verifier: attempt.codeVerifier,
  });
  const info = await fetch(`${provider.issuer}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  const appSecret = provider.secretOf(body.access_token);
  const headers = { authorization: `Bearer ${appSecret}` };
  const current = (await provider.api.send("session.current", { headers })).body.result.data;
  return {
    idToken: body.id_token as string,
    claims: decodeJwt(body.id_token),
    info: (await info.json()) as { sub: string },
    current,
  };
}

async function accountId(of = secret): Promise<string> {
  const headers = { authorization: `Bearer ${of}` };
  const { data } = (await provider.api.send("session.current", { headers })).body.result;
  return data?.user.id ?? "";
}

describe("an app with pairwise subjects", () => {
  it("gets the same id everywhere, and never the account's", async () => {
    const { claims, info, current } = await signInAt(SHOP);
    expect(claims.sub).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(info.sub).toBe(claims.sub);
    expect(current?.user.id).toBe(claims.sub);
    expect(claims.sub).not.toBe(await accountId());
  });

  it("recognizes people by it in another session", async () => {
    const first = (await signInAt(SHOP)).claims.sub;
    expect((await signInAt(SHOP, await provider.signIn())).claims.sub).toBe(first);
  });

  it("shares ids with apps at the same host and with no others", async () => {
    const subjects = await Promise.all([SHOP, TILL, RIVAL].map((app) => signInAt(app)));
    const [shop, till, rival] = subjects.map(({ claims }) => claims.sub);
    expect(till).toBe(shop);
    expect(rival).not.toBe(shop);
  });

  it.each([
    ["of two schemes", "com.a.app://callback", "com.b.app://callback", false],
    ["of one scheme", "com.a.app://callback", "com.a.app:/another", true],
    ["at two ports of a host", "https://a.example:8443/callback", "https://a.example/", true],
    ["at two hosts", "https://a.example/callback", "https://b.example/callback", false],
  ])("with redirect URIs %s knows people by the ids of its sector", async (_what, ...rest) => {
    const [one, other, isSame] = rest;
    const { auth } = provider.api;
    const userId = await accountId();
    const [first, second] = await Promise.all(
      [one, other].map((redirectUri) =>
        subjectOf({ auth }, { subjectType: "pairwise", redirectUris: [redirectUri] }, userId),
      ),
    );
    expect(first === second).toBe(isSame);
  });

  it("gets different ids for different people", async () => {
    const grace = await provider.signIn("grace@example.com");
    expect((await signInAt(SHOP, grace)).claims.sub).not.toBe((await signInAt(SHOP)).claims.sub);
  });

  it("may name somebody by its ID token, who then is the only one accepted", async () => {
    const { idToken, claims } = await signInAt(SHOP);
    const again = await signInAt(SHOP, secret, { id_token_hint: idToken });
    expect(again.claims.sub).toBe(claims.sub);
    const asked = authorizeUrl(provider.issuer, newAttempt(), {
      client_id: SHOP.id,
      redirect_uri: SHOP.redirectUris[0] ?? "",
      id_token_hint: idToken,
      prompt: "none",
    });
    const grace = await provider.signIn("grace@example.com");
    const hinted = await provider.visit(asked, grace);
    expect(hinted.to?.searchParams.get("error")).toBe("login_required");
    const own = await provider.visit(asked, secret);
    expect(own.to?.searchParams.get("error")).toBe("consent_required");
  });

  it("learns nothing about anybody once it isn't registered any more", async () => {
    const { api, issuer, errors } = provider;
    const without = APPS.filter(({ id }) => id !== SHOP.id);
    const bearer = { authorization: `Bearer ${secret}` };
    const { codeVerifier, challenge: codeChallenge } = newAttempt();
    const made = await api.post(
      "oneTimeToken.generate",
      { audience: SHOP.id, codeChallenge },
      bearer,
    );
    const { token } = made.body.result.data;
    const redemption = { token, audience: SHOP.id, codeVerifier, transport: "token" };
    const redeemed = await api.post("oneTimeToken.verify", redemption);
    const its = redeemed.body.result.data.token ?? "";
    const askWith = async (apps: RegisteredApp[], path: string, input?: object) => {
      const served = await serveOidc({ auth: api.auth, apps, publicUrl: issuer, errors });
      const headers = { authorization: `Bearer ${its}`, "content-type": "application/json" };
      const init = input ? { method: "POST", body: JSON.stringify(input), headers } : { headers };
      const answer = await fetch(`${served.url}/api/trpc/${path}`, init);
      await served.close();
      return answer.json();
    };
    const known = await askWith(APPS, "session.current");
    expect(known.result.data.user.id).toBe((await signInAt(SHOP)).claims.sub);
    expect(await askWith(without, "session.current")).toEqual({ result: { data: null } });
    const refused = await askWith(without, "session.statement", { audience: SHOP.id });
    expect(refused.error.data.reason).toBe("INVALID_INPUT");
  });

  it("is the exception: other apps get the account's id", async () => {
    expect((await signInAt(NOTES)).claims.sub).toBe(await accountId());
  });
});

describe("acr", () => {
  it("says how somebody signed in", async () => {
    expect((await signInAt(NOTES)).claims["acr"]).toBe("urn:watchword:mail");
  });
});
