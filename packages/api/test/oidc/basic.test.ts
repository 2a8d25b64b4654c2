import { createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WIKI, WIKI_KEY } from "./apps.ts";
import { authorizeUrl, newAttempt, type Provider, startSignedIn } from "./provider.ts";
import { askToAuthorize, obtainCode } from "./asked.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

/** Goes through a whole sign-in at the wiki. */
async function signIn(parameters: Record<string, string | null> = {}) {
  const obtained = await obtainCode(provider, secret, parameters);
  const { status, body } = await provider.post("token", obtained.form);
  return { ...obtained, status, body };
}

/** What the app is told instead of being given a code. */
async function refusal(parameters: Record<string, string | null>, as: string | null = secret) {
  const { attempt, to, error } = await askToAuthorize(provider, as, parameters);
  if (to?.origin !== "https://wiki.example") return to?.pathname ?? null;
  expect(to.searchParams.get("iss")).toBe(provider.issuer);
  if (parameters["state"] !== null) expect(to.searchParams.get("state")).toBe(attempt.state);
  return error;
}

/** The modules of the OpenID Foundation's test plan for a basic OP, by their names. */
describe("the basic certification profile", () => {
  it("oidcc-server: a code is answered with state and issuer, and redeemed for tokens", async () => {
    const { attempt, callback, status, body } = await signIn({ nonce: "n-0S6_WzA2Mj" });
    expect(Object.fromEntries(callback.searchParams)).toEqual({
      code: expect.any(String),
      state: attempt.state,
      iss: provider.issuer,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", scope: "openid email" });
    const header = decodeProtectedHeader(body.id_token);
    expect(header).toEqual({ alg: "RS256", kid: expect.any(String), typ: "JWT" });
    const claims = decodeJwt(body.id_token);
    const digest = createHash("sha256").update(body.access_token).digest();
    expect(claims).toMatchObject({
      iss: provider.issuer,
      aud: WIKI.id,
      nonce: "n-0S6_WzA2Mj",
      at_hash: digest.subarray(0, 16).toString("base64url"),
      sid: expect.any(String),
      amr: ["otp"],
      email: "ada@example.com",
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    expect(claims["auth_time"]).toBeLessThanOrEqual(claims.iat ?? 0);
  });

  it("oidcc-response-type-missing", async () => {
    expect(await refusal({ response_type: null })).toBe("invalid_request");
    expect(await refusal({ response_type: "id_token" })).toBe("unsupported_response_type");
  });

  it("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", async () => {
    expect(decodeJwt((await signIn({ nonce: null })).body.id_token)).not.toHaveProperty("nonce");
  });

  it("oidcc-userinfo-get, -post-header and -post-body", async () => {
    const { body } = await signIn();
    const authorization = `Bearer ${body.access_token}`;
    const url = `${provider.issuer}/oidc/userinfo`;
    const form = new URLSearchParams({ access_token: body.access_token });
    for (const init of [
      { headers: { authorization } },
      { method: "POST", headers: { authorization } },
      { method: "POST", body: form },
    ]) {
      const answer = await fetch(url, init);
      expect(await answer.json()).toMatchObject({ email: "ada@example.com", email_verified: true });
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("oidcc-scope-email: only an app that asks for it gets the address", async () => {
    const { body } = await signIn({ scope: "openid" });
    const answer = await fetch(`${provider.issuer}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(Object.keys((await answer.json()) as object)).toEqual(["sub"]);
  });

  it("oidcc-ensure-other-scope-order-succeeds, and unknown scopes and parameters are ignored", async () => {
    const { body } = await signIn({ scope: "email phone openid", extra: "parameter" });
    expect(body.scope).toBe("openid email");
    expect(await refusal({ scope: "email" })).toBe("invalid_scope");
  });

  it("oidcc-display-page, -ui-locales, -claims-locales, -acr-values and login_hint are taken", async () => {
    const asked = { display: "page", ui_locales: "se", claims_locales: "se", acr_values: "1 2" };
    const { status } = await signIn({ ...asked, login_hint: "ada@example.com" });
    expect(status).toBe(200);
  });

  it("oidcc-prompt-login and oidcc-max-age-1: whoever signed in before signs in again", async () => {
    await provider.api.passTime(5);
    for (const parameters of [{ prompt: "login" }, { max_age: "1" }]) {
      const url = authorizeUrl(provider.issuer, newAttempt(), parameters);
      const handOff = (await provider.visit(url, secret)).to?.href ?? "";
      await expect(provider.agree(handOff, secret)).rejects.toThrow("Signs in again");
      const again = await provider.agree(handOff, await provider.signIn());
      expect(again.searchParams.has("code")).toBe(true);
    }
    expect((await signIn({ max_age: "10000" })).status).toBe(200);
    expect(await refusal({ max_age: "soon" })).toBe("invalid_request");
  });

  it("oidcc-prompt-none-not-logged-in, and -logged-in if nobody has to be asked", async () => {
    expect(await refusal({ prompt: "none" }, null)).toBe("login_required");
    expect(await refusal({ prompt: "none" })).toBe("consent_required");
    expect(await refusal({ prompt: "none login" })).toBe("invalid_request");
    const staff = { client_id: "staff", redirect_uri: "https://staff.example/callback" };
    const url = authorizeUrl(provider.issuer, newAttempt(), { ...staff, prompt: "none" });
    expect((await provider.visit(url, secret)).to?.pathname).toBe("/handoff");
  });

  it("oidcc-id-token-hint: another account isn't enough", async () => {
    const { body } = await signIn();
    const other = await provider.signIn("grace@example.com");
    const asked = { prompt: "none", id_token_hint: body.id_token };
    expect(await refusal(asked, other)).toBe("login_required");
    expect(await refusal(asked)).toBe("consent_required");
    expect(await refusal({ id_token_hint: `${body.id_token}x` })).toBe("invalid_request");
  });

  it("oidcc-codereuse and -30seconds: a code works once, and its replay ends the session that it gave", async () => {
    const { form, body } = await signIn();
    await provider.api.passTime(30);
    expect((await provider.post("token", form)).body.error).toBe("invalid_grant");
    const answer = await fetch(`${provider.issuer}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  it("oidcc-ensure-registered-redirect-uri, and one in the request, or a page says so", async () => {
    for (const redirect_uri of ["https://wiki.example/callback/", "https://evil.example/", null])
      expect(await refusal({ redirect_uri })).toBe("/handoff");
    expect(await refusal({ client_id: "nobody" })).toBe("/handoff");
  });

  it("oidcc-redirect-uri-query-OK: the URI's own query stays", async () => {
    const [, redirect_uri = ""] = WIKI.redirectUris;
    const callback = await provider.agree(
      authorizeUrl(provider.issuer, newAttempt(), { redirect_uri }),
      secret,
    );
    expect(callback.searchParams.get("tenant")).toBe("1");
    expect(await refusal({ redirect_uri: `${redirect_uri}&more=2` })).toBe("/handoff");
  });

  it("oidcc-server-client-secret-post and -basic: the key must come in exactly one way", async () => {
    const { form } = await signIn();
    const { client_secret: _key, ...rest } = form;
    const basic = `Basic ${Buffer.from(`${WIKI.id}:${WIKI_KEY}`).toString("base64")}`;
    expect((await provider.post("token", rest)).body.error).toBe("invalid_client");
    const twice = await provider.post("token", form, { authorization: basic });
    expect(twice.body.error).toBe("invalid_request");
    const notIts = `Basic ${Buffer.from(`${WIKI.id}:wrong`).toString("base64")}`;
    const wrong = await provider.post("token", rest, { authorization: notIts });
    expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
      401,
      'Basic realm="oidc"',
    ]);
  });

  it("oidcc-request-uri-unsigned and -unsigned-request-object: neither is supported", async () => {
    expect(await refusal({ request: "eyJhbGciOiJub25lIn0.e30." })).toBe("request_not_supported");
    expect(await refusal({ request_uri: "https://wiki.example/request" })).toBe(
      "request_uri_not_supported",
    );
  });

  it("oidcc-ensure-post-request-succeeds: a posted request goes on by GET", async () => {
    const url = new URL(authorizeUrl(provider.issuer, newAttempt()));
    const posted = await fetch(`${provider.issuer}/oidc/authorize`, {
      method: "POST",
      body: url.searchParams,
      redirect: "manual",
    });
    expect(posted.status).toBe(303);
    const callback = await provider.agree(posted.headers.get("location") ?? "", secret);
    expect(callback.searchParams.has("code")).toBe(true);
  });
});
