import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GITLAB, GRAFANA, PROGRAM_KEY, PROXY } from "./apps.ts";
import { asProgram, basicOf, challengeOf, uriOf } from "./programs.ts";
import { type Provider, startSignedIn } from "./provider.ts";

/*
 * What programs send that can't be run here, parameter by parameter, as their sources have it: Grafana
 * (`authn/clients/oauth.go` over golang.org/x/oauth2), GitLab (omniauth_openid_connect over rack-oauth2) and
 * oauth2-proxy (`providers/oidc.go` over golang.org/x/oauth2), set up as `docs/openid-connect.md` says.
 */

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

const program = () => asProgram(provider, secret);

const ADA = { email: "ada@example.com", email_verified: true };

describe("Grafana", () => {
  const scope = "openid email offline_access";

  async function signIn() {
    const verifier = randomBytes(96).toString("base64url");
    const callback = await program().authorize({
      client_id: GRAFANA.id,
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      redirect_uri: uriOf(GRAFANA),
      response_type: "code",
      scope,
      state: `${randomBytes(32).toString("base64url")}=`,
    });
    return {
      grant_type: "authorization_code",
      code: callback.get("code") ?? "",
      code_verifier: verifier,
      redirect_uri: uriOf(GRAFANA),
    };
  }

  it("signs in with its key in the header, which x/oauth2 tries first, and reads the address", async () => {
    const tokens = await program().redeem(await signIn(), { authorization: basicOf(GRAFANA) });
    expect(tokens.token_type).toBe("Bearer");
    expect(tokens.id_token).toMatch(/^[-_a-zA-Z0-9=]+[.][-_a-zA-Z0-9=]+[.][-_a-zA-Z0-9=]+$/);
    const claims = await program().verify(tokens.id_token, GRAFANA);
    expect(claims).toMatchObject(ADA);
    expect(await program().userinfo(tokens.access_token)).toEqual({ sub: claims.sub, ...ADA });
  });

  it("signs in with auth_style = InParams, and with use_refresh_token refreshes", async () => {
    const key = { client_id: GRAFANA.id, client_secret: PROGRAM_KEY };
    const { refresh_token } = await program().redeem({ ...(await signIn()), ...key });
    const refreshed = await program().redeem({
      grant_type: "refresh_token",
      refresh_token,
      ...key,
    });
    expect(await program().userinfo(refreshed.access_token)).toMatchObject(ADA);
  });

  it("may send its code again in the other way once the first was refused, and gets its tokens", async () => {
    const form = await signIn();
    const wrong = `Basic ${Buffer.from("grafana:wrong").toString("base64")}`;
    const refused = await provider.post("token", form, { authorization: wrong });
    expect(refused.status).toBe(401);
    await program().redeem({ ...form, client_id: GRAFANA.id, client_secret: PROGRAM_KEY });
  });

  it("signs out by signout_redirect_url, to which it adds the ID token", async () => {
    const { id_token } = await program().redeem(await signIn(), {
      authorization: basicOf(GRAFANA),
    });
    const [bye = ""] = GRAFANA.postLogoutRedirectUris;
    const query = { client_id: GRAFANA.id, id_token_hint: id_token, post_logout_redirect_uri: bye };
    const url = `${provider.issuer}/oidc/end-session?${new URLSearchParams(query)}`;
    const { to } = await provider.visit(url, secret);
    expect(Object.fromEntries(to?.searchParams ?? [])).toEqual({ app: GRAFANA.id, back: bye });
    expect((await provider.visit(url)).to?.href).toBe(bye);
  });
});

describe("GitLab", () => {
  const scope = "openid email";

  async function signIn(more: Record<string, string> = {}) {
    const [verifier, nonce] = [randomBytes(64).toString("hex"), randomBytes(16).toString("hex")];
    const callback = await program().authorize({
      client_id: GITLAB.id,
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      nonce,
      redirect_uri: uriOf(GITLAB),
      response_type: "code",
      scope,
      state: randomBytes(16).toString("hex"),
      ...more,
    });
    const form = {
      scope,
      grant_type: "authorization_code",
      code: callback.get("code") ?? "",
      redirect_uri: uriOf(GITLAB),
      code_verifier: verifier,
    };
    return { form, nonce };
  }

  it("signs in with client_auth_method 'basic', a scope at the token endpoint, and uid_field sub", async () => {
    const { form, nonce } = await signIn();
    const tokens = await program().redeem(form, { authorization: basicOf(GITLAB) });
    const { sub } = await program().verify(tokens.id_token, GITLAB, nonce);
    expect(await program().userinfo(tokens.access_token)).toEqual({ sub, ...ADA });
  });

  it("signs in with client_auth_method 'query', which posts the key", async () => {
    const { form, nonce } = await signIn({ ui_locales: "en", acr_values: "any" });
    const key = { client_id: GITLAB.id, client_secret: PROGRAM_KEY };
    await program().verify((await program().redeem({ ...form, ...key })).id_token, GITLAB, nonce);
  });

  it("leads to the page that signs out, although it doesn't say which app it is", async () => {
    const query = new URLSearchParams({ post_logout_redirect_uri: "https://gitlab.example.com/" });
    const url = `${provider.issuer}/oidc/end-session?${query}`;
    expect((await provider.visit(url, secret)).to?.pathname).toBe("/sign-out");
  });
});

describe("oauth2-proxy", () => {
  async function signIn(scope: string) {
    const verifier = randomBytes(96).toString("base64url");
    const nonce = createHash("sha256").update(randomBytes(32)).digest("base64url");
    const callback = await program().authorize({
      approval_prompt: "force",
      client_id: PROXY.id,
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      nonce,
      redirect_uri: uriOf(PROXY),
      response_type: "code",
      scope,
      state: `${randomBytes(32).toString("base64url")}:/deep/page?with=a%20query&and=more#part`,
    });
    const form = {
      code: callback.get("code") ?? "",
      code_verifier: verifier,
      grant_type: "authorization_code",
      redirect_uri: uriOf(PROXY),
    };
    return { tokens: await program().redeem(form, { authorization: basicOf(PROXY) }), nonce };
  }

  it("signs in with approval_prompt, nonce, and where to go on to in its state", async () => {
    const { tokens, nonce } = await signIn("openid email profile");
    expect(tokens.scope).toBe("openid email");
    expect(await program().verify(tokens.id_token, PROXY, nonce)).toMatchObject(ADA);
  });

  it("refreshes by cookie_refresh, and learns that the session has ended", async () => {
    const { tokens } = await signIn("openid email offline_access");
    const refresh = () =>
      provider.post(
        "token",
        { grant_type: "refresh_token", refresh_token: tokens.refresh_token },
        { authorization: basicOf(PROXY) },
      );
    const { body } = await refresh();
    expect(await program().verify(body.id_token, PROXY)).toMatchObject(ADA);
    await provider.api.post("session.signOut", {}, { authorization: `Bearer ${secret}` });
    const after = await refresh();
    expect([after.status, after.body.error]).toEqual([400, "invalid_grant"]);
  });
});
