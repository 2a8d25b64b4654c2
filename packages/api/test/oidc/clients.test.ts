import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NOTES, WIKI, WIKI_KEY } from "./apps.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.end());

const discover = (id: string, method: client.ClientAuth) =>
  client.discovery(new URL(provider.issuer), id, {}, method, {
    execute: [client.allowInsecureRequests],
  });

/** Signs in at an app by `openid-client`, as its documentation says. */
async function signInAt(config: client.Configuration, redirectUri: string, scope: string) {
  const secret = await provider.signIn();
  const codeVerifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const to = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  const callback = await provider.agree(to.href, secret);
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  return { tokens, claims: tokens.claims() };
}

describe("openid-client", () => {
  it.each([
    ["client_secret_basic", client.ClientSecretBasic(WIKI_KEY)],
    ["client_secret_post", client.ClientSecretPost(WIKI_KEY)],
  ])("signs in, asks who it is, refreshes and revokes, by %s", async (_name, method) => {
    const config = await discover(WIKI.id, method);
    const { tokens, claims } = await signInAt(
      config,
      WIKI.redirectUris[0] ?? "",
      "openid email offline_access",
    );
    expect(claims).toMatchObject({ email: "ada@example.com", email_verified: true, aud: "wiki" });
    const sub = claims?.sub ?? "";
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toEqual({
      sub,
      email: "ada@example.com",
      email_verified: true,
    });
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(refreshed.claims()).toMatchObject({ sub, auth_time: claims?.["auth_time"] });
    const told = await client.tokenIntrospection(config, refreshed.access_token);
    expect(told).toMatchObject({ active: true, sub, scope: "openid email offline_access" });
    await client.tokenRevocation(config, refreshed.access_token);
    expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
    await expect(client.fetchUserInfo(config, tokens.access_token, sub)).rejects.toMatchObject({
      code: "OAUTH_WWW_AUTHENTICATE_CHALLENGE",
    });
  });

  it("signs in at an app that has no key", async () => {
    const config = await discover(NOTES.id, client.None());
    const { tokens, claims } = await signInAt(config, NOTES.redirectUris[0] ?? "", "openid");
    expect(claims?.sub).toMatch(/^[0-9a-f-]{36}$/);
    expect(claims).not.toHaveProperty("email");
    expect(tokens.refresh_token).toBeUndefined();
  });

  it("leads to the end of the session", async () => {
    const config = await discover(WIKI.id, client.ClientSecretBasic(WIKI_KEY));
    const uri = WIKI.redirectUris[0] ?? "";
    const { tokens } = await signInAt(config, uri, "openid");
    const to = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? "",
      post_logout_redirect_uri: "https://wiki.example/bye",
      state: "a state",
    });
    const there = await provider.visit(to.href, await provider.signIn());
    expect(there.to?.pathname).toBe("/sign-out");
    expect(Object.fromEntries(there.to?.searchParams ?? [])).toEqual({
      app: "wiki",
      back: "https://wiki.example/bye",
      state: "a state",
    });
    const signedOut = await provider.visit(to.href);
    expect(signedOut.to?.href).toBe("https://wiki.example/bye?state=a+state");
  });
});

describe("oauth4webapi", () => {
  it("signs in, and finds at_hash, nonce, issuer and signature right", async () => {
    const insecure = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(provider.issuer);
    const server = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, insecure),
    );
    const app: oauth.Client = { client_id: WIKI.id };
    const method = oauth.ClientSecretPost(WIKI_KEY);
    const codeVerifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const redirectUri = WIKI.redirectUris[0] ?? "";
    const to = new URL(server.authorization_endpoint ?? "");
    to.search = new URLSearchParams({
      client_id: WIKI.id,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid email",
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
      state,
      nonce,
      max_age: "300",
    }).toString();
    const callback = await provider.agree(to.href, await provider.signIn());
    const answered = oauth.validateAuthResponse(server, app, callback, state);
    const redeemed = await oauth.authorizationCodeGrantRequest(
      server,
      app,
      method,
      answered,
      redirectUri,
      codeVerifier,
      insecure,
    );
    const expected = { expectedNonce: nonce, maxAge: 300, requireIdToken: true };
    const tokens = await oauth.processAuthorizationCodeResponse(server, app, redeemed, expected);
    await oauth.validateApplicationLevelSignature(server, redeemed, insecure);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    const asked = await oauth.userInfoRequest(server, app, tokens.access_token, insecure);
    const info = await oauth.processUserInfoResponse(server, app, claims?.sub ?? "", asked);
    expect(info.email).toBe("ada@example.com");
  });
});
