import { databaseNow } from "@watchword/auth/clock";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealRequest } from "../../src/oidc/pushed-request.ts";
import { NOTES, WIKI, WIKI_KEY } from "./apps.ts";
import { authorizeUrl, newAttempt, type Provider, redemption, startSignedIn } from "./provider.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

/** What an app asks for, without its key. */
function askedBy(parameters: Record<string, string | null> = {}) {
  const attempt = newAttempt();
  const { searchParams } = new URL(authorizeUrl(provider.issuer, attempt, parameters));
  return { attempt, asked: Object.fromEntries(searchParams) };
}

async function push(parameters: Record<string, string | null> = {}) {
  const { attempt, asked } = askedBy(parameters);
  const answer = await provider.post("par", { ...asked, client_secret: WIKI_KEY });
  const body = answer.body as unknown as Record<string, string>;
  return { ...answer, attempt, body, requestUri: body["request_uri"] ?? "" };
}

const takeTo = (parameters: Record<string, string>) =>
  provider.visit(`${provider.issuer}/oidc/authorize?${new URLSearchParams(parameters)}`, secret);

/** A page that says that the request isn't valid. */
const nowhere = () => `${provider.issuer}/handoff?problem=request`;

describe("openid-client pushes a request", () => {
  it.each([
    ["of an app with a key", WIKI, client.ClientSecretBasic(WIKI_KEY)],
    ["of an app without one", NOTES, client.None()],
  ])("%s, and signs in by it", async (_what, app, method) => {
    const url = new URL(provider.issuer);
    const config = await client.discovery(url, app.id, {}, method, {
      execute: [client.allowInsecureRequests],
    });
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
    const to = await client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: app.redirectUris[0] ?? "",
      scope: "openid email",
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      state: expectedState,
      nonce: expectedNonce,
    });
    expect([...to.searchParams.keys()].toSorted()).toEqual(["client_id", "request_uri"]);
    const callback = await provider.agree(to.href, secret);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(config, callback, checks);
    expect(tokens.claims()).toMatchObject({ aud: app.id, email: "ada@example.com" });
  });
});

/** The sections of RFC 9126. */
describe("a pushed request", () => {
  it("2.2: is answered with 201, a URI and how long it works, kept by nobody", async () => {
    const { status, headers, body } = await push({ nonce: "a nonce to be found" });
    expect(status).toBe(201);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{100,}$/),
      expires_in: 60,
    });
    const sealed = body["request_uri"]?.split(":").at(-1) ?? "";
    expect(Buffer.from(sealed, "base64url").toString()).not.toContain("a nonce");
  });

  it("4: is what counts, whatever else the browser's request says", async () => {
    const { requestUri, attempt } = await push({ scope: "openid" });
    const others = {
      state: "another",
      scope: "openid email",
      redirect_uri: "https://evil.example/",
    };
    const { to } = await takeTo({ client_id: WIKI.id, request_uri: requestUri, ...others });
    const callback = await provider.agree(to?.href ?? "", secret);
    expect(callback.href).toContain(WIKI.redirectUris[0]);
    expect(callback.searchParams.get("state")).toBe(attempt.state);
    const { body } = await provider.post("token", redemption(callback, attempt.codeVerifier));
    expect(body.scope).toBe("openid");
  });

  it("4: gets its errors at the redirect URI, with its own state", async () => {
    const { requestUri, attempt } = await push({ prompt: "none" });
    const url = new URLSearchParams({ client_id: WIKI.id, request_uri: requestUri, state: "no" });
    const { to } = await provider.visit(`${provider.issuer}/oidc/authorize?${url}`);
    expect(to?.href).toContain(WIKI.redirectUris[0]);
    expect(to?.searchParams.get("error")).toBe("login_required");
    expect(to?.searchParams.get("state")).toBe(attempt.state);
  });

  it("4: works again if somebody loads the page again, for a minute", async () => {
    const { requestUri } = await push();
    const take = async (uri: string) =>
      (await takeTo({ client_id: WIKI.id, request_uri: uri })).to?.href ?? "";
    for (let round = 0; round < 2; round++)
      expect(await take(requestUri)).toContain("/handoff?app=wiki");
    const { auth } = provider.api;
    const endsIn = async (ms: number) => {
      const asked = `${new URLSearchParams(askedBy().asked)}`;
      const sealed = { appId: WIKI.id, asked, endsAt: (await databaseNow(auth)) + ms };
      return sealRequest({ auth, publicUrl: provider.issuer }, sealed);
    };
    expect(await take(await endsIn(60_000))).toContain("/handoff?app=wiki");
    expect(await take(await endsIn(0))).toBe(nowhere());
  });

  it("7.3: works only for its own app, given once and unchanged", async () => {
    const { requestUri } = await push();
    const own = { client_id: WIKI.id, request_uri: requestUri };
    const wrong = [
      { ...own, client_id: NOTES.id },
      { ...own, client_id: "" },
      { ...own, request_uri: `${requestUri.slice(0, -2)}xx` },
      { ...own, request_uri: "urn:ietf:params:oauth:request_uri:none" },
    ];
    for (const given of wrong) expect((await takeTo(given)).to?.href).toBe(nowhere());
    const twice = `${provider.issuer}/oidc/authorize?${new URLSearchParams(own)}&${new URLSearchParams(own)}`;
    expect((await provider.visit(twice, secret)).to?.href).toBe(nowhere());
  });
});

describe("a pushed request isn't accepted that", () => {
  const refusal = async (form: Record<string, string>) => {
    const { status, body } = await provider.post("par", form);
    return [status, body.error];
  };

  it("comes without the app's key, or with another", async () => {
    const { asked } = askedBy();
    expect(await refusal(asked)).toEqual([401, "invalid_client"]);
    expect(await refusal({ ...asked, client_secret: "wwa_wrong" })).toEqual([
      401,
      "invalid_client",
    ]);
    const another = { ...asked, client_id: NOTES.id };
    expect(await refusal(another), "with another's redirect URI").toEqual([400, "invalid_request"]);
  });

  it.each([
    ["names an unregistered redirect URI", { redirect_uri: "https://evil.example/" }, "request"],
    ["names none", { redirect_uri: null }, "request"],
    ["has no challenge", { code_challenge: null }, "request"],
    ["has no state", { state: null }, "request"],
    ["asks for another flow", { response_type: "token" }, "response_type"],
    ["asks for no openid", { scope: "email" }, "scope"],
    ["names a request", { request_uri: "urn:ietf:params:oauth:request_uri:x" }, "request"],
  ])("%s", async (_what, parameters, error) => {
    const codes: Record<string, string> = {
      request: "invalid_request",
      response_type: "unsupported_response_type",
      scope: "invalid_scope",
    };
    expect((await push(parameters)).body).toMatchObject({ error: codes[error] });
  });

  it("is asked for by GET", async () => {
    const answer = await fetch(`${provider.issuer}/oidc/par`);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
