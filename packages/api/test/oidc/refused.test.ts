import { createHmac, createPublicKey } from "node:crypto";
import { SignJWT } from "jose";
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

const newCode = (parameters: Record<string, string> = {}) =>
  obtainCode(provider, secret, parameters);
const redeem = (form: Record<string, string>) => provider.post("token", form);

const asked = (parameters: Record<string, string | null>) =>
  askToAuthorize(provider, secret, parameters);

describe("a code", () => {
  it("isn't used up by a wrong verifier, redirect URI or app, and works after them", async () => {
    const { form } = await newCode();
    const wrong = [
      { ...form, code_verifier: newAttempt().codeVerifier },
      { ...form, redirect_uri: "https://wiki.example/other?tenant=1" },
      { ...form, code: `${form.code.slice(0, -2)}xx` },
      { ...form, code: form.code.split(".")[0] ?? "" },
    ];
    for (const given of wrong)
      expect((await redeem(given)).body.error, given.code).toBe("invalid_grant");
    const { client_secret: _key, ...withoutKey } = form;
    const asNotes = await redeem({ ...withoutKey, client_id: "notes" });
    expect(asNotes.body.error).toBe("invalid_grant");
    expect((await redeem(form)).status).toBe(200);
  });

  it("needs its verifier: one left out, or the challenge sent in its place, is refused", async () => {
    const { attempt, form } = await newCode();
    const { code_verifier: _verifier, ...without } = form;
    expect((await redeem(without)).body.error).toBe("invalid_request");
    const plain = await redeem({ ...form, code_verifier: attempt.challenge });
    expect(plain.body.error).toBe("invalid_grant");
  });

  it("expires after three minutes", async () => {
    const { form } = await newCode();
    await provider.api.passTime(181);
    expect((await redeem(form)).body.error).toBe("invalid_grant");
    secret = await provider.signIn();
  });

  it("doesn't work with another code's nonce and scope", async () => {
    const [one, two] = [await newCode({ nonce: "one" }), await newCode({ nonce: "two" })];
    const [token] = one.form.code.split(".");
    const [, sealed] = two.form.code.split(".");
    const mixed = await redeem({ ...one.form, code: `${token}.${sealed}` });
    expect(mixed.body.error).toBe("invalid_grant");
  });
});

describe("an authorization request", () => {
  it.each([
    ["without state", { state: null }],
    ["without a challenge", { code_challenge: null }],
    ["with a plain challenge", { code_challenge_method: "plain" }],
    ["without a challenge's method", { code_challenge_method: null }],
    ["with a challenge that is none", { code_challenge: "short" }],
    ["with a fragment as response mode", { response_mode: "fragment" }],
    ["with a state beyond measure", { state: "x".repeat(1025) }],
    ["with a nonce beyond measure", { nonce: "x".repeat(256) }],
  ])("%s is invalid", async (_what, parameters) => {
    const { to, error } = await asked(parameters);
    expect(error).toBe("invalid_request");
    expect(to?.origin).toBe("https://wiki.example");
  });

  it("that names a parameter twice is invalid, and with two redirect URIs leads nowhere", async () => {
    const url = authorizeUrl(provider.issuer, newAttempt());
    const twice = await provider.visit(`${url}&nonce=1&nonce=2`, secret);
    expect(twice.to?.searchParams.get("error")).toBe("invalid_request");
    const elsewhere = await provider.visit(
      `${url}&redirect_uri=https%3A%2F%2Fevil.example`,
      secret,
    );
    expect(elsewhere.to?.origin).toBe(provider.issuer);
  });

  it.each([
    "https://evil.example/callback",
    "https://wiki.example.evil.example/callback",
    "https://wiki.example/callback/../evil",
    "https://wiki.example@evil.example/callback",
    "https://wiki.example/callback#fragment",
    "//wiki.example/callback",
    "javascript:alert(1)",
  ])("with the redirect URI %s is sent nowhere", async (redirect_uri) => {
    expect((await asked({ redirect_uri })).to?.origin).toBe(provider.issuer);
    expect((await asked({ redirect_uri, response_type: "x" })).to?.origin).toBe(provider.issuer);
  });

  it("is answered with its issuer, even if it is refused, so that two issuers can't be mixed up", async () => {
    const { to } = await asked({ state: null });
    expect(to?.searchParams.get("iss")).toBe(provider.issuer);
    const attempt = newAttempt();
    const url = authorizeUrl(provider.issuer, attempt);
    const declined = await provider.agree(url, secret, "decline");
    expect(Object.fromEntries(declined.searchParams)).toEqual({
      error: "access_denied",
      state: attempt.state,
      iss: provider.issuer,
    });
  });
});

describe("an ID token as a hint", () => {
  const claims = () => ({ iss: provider.issuer, aud: WIKI.id, sub: "somebody" });
  const refused = async (id_token_hint: string) =>
    expect((await asked({ id_token_hint })).error).toBe("invalid_request");

  it("with alg none, or signed by the public key as if that were a secret, is refused", async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    await refused(`${encode({ alg: "none" })}.${encode(claims())}.`);
    const { publicJwk } = await provider.api.auth.signingKeys.current("RS256");
    const pem = createPublicKey({ key: publicJwk, format: "jwk" })
      .export({ type: "spki", format: "pem" })
      .toString();
    const head = `${encode({ alg: "HS256", kid: publicJwk.kid })}.${encode(claims())}`;
    await refused(`${head}.${createHmac("sha256", pem).update(head).digest("base64url")}`);
  });

  it("of another app's, or of another issuer's, is refused", async () => {
    const { id: kid, privateKey } = await provider.api.auth.signingKeys.current("ES256");
    const sign = (more: object) =>
      new SignJWT({ ...claims(), ...more })
        .setProtectedHeader({ alg: "ES256", kid })
        .sign(privateKey);
    await refused(await sign({ aud: "notes" }));
    await refused(await sign({ iss: "https://evil.example" }));
    expect((await asked({ prompt: "none", id_token_hint: await sign({}) })).error).toBe(
      "login_required",
    );
  });
});

describe("an access token", () => {
  it("isn't a refresh token, and no refresh token is one; neither is the session's bare secret", async () => {
    const { form } = await newCode({ scope: "openid offline_access" });
    const { access_token, refresh_token } = (await redeem(form)).body;
    const key = { client_id: WIKI.id, client_secret: WIKI_KEY };
    const grant = { grant_type: "refresh_token", refresh_token: access_token, ...key };
    expect((await redeem(grant)).body.error).toBe("invalid_grant");
    for (const token of [
      refresh_token,
      provider.secretOf(access_token),
      secret,
      `${access_token}x`,
    ]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${provider.issuer}/oidc/userinfo`, { headers });
      expect(answer.status).toBe(401);
    }
  });

  it("can be introspected and revoked only by its own app", async () => {
    const { form } = await newCode();
    const { access_token: token } = (await redeem(form)).body;
    const others = await provider.post("revoke", { token, client_id: "notes" });
    expect(others.body.error).toBe("unauthorized_client");
    const told = await provider.post("introspect", { token, client_id: "notes" });
    expect(told.body.error).toBe("unauthorized_client");
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${provider.issuer}/oidc/userinfo`, { headers })).status).toBe(200);
  });

  it("is invalid as soon as the session that it came from has ended", async () => {
    const { form } = await newCode();
    const { access_token } = (await redeem(form)).body;
    const headers = { authorization: `Bearer ${access_token}` };
    await provider.api.post("session.signOut", {}, { authorization: `Bearer ${secret}` });
    expect((await fetch(`${provider.issuer}/oidc/userinfo`, { headers })).status).toBe(401);
    secret = await provider.signIn();
  });
});
