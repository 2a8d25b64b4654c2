import { logoutWork } from "@watchword/mailer/logouts";
import { runDueWork } from "@watchword/mailer/worker";
import { createRemoteJWKSet, decodeJwt, generateSecret, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellLogout } from "../../src/oidc/tell-logout.ts";
import { type LogoutReceiver, startLogoutReceiver } from "../../src/testing/logout-receiver.ts";
import { WIKI } from "./apps.ts";
import { askToAuthorize, obtainCode } from "./asked.ts";
import { type Provider, startProvider } from "./provider.ts";

const [BYE = ""] = WIKI.postLogoutRedirectUris;

let provider: Provider;
let receiver: LogoutReceiver;
let secret: string;
let idToken: string;
beforeAll(async () => {
  [provider, receiver] = await Promise.all([startProvider(), startLogoutReceiver()]);
});
afterAll(async () => {
  expect([...provider.errors, ...provider.api.errors]).toEqual([]);
  await Promise.all([provider.close(), receiver.close()]);
});
beforeEach(async () => {
  secret = await provider.signIn();
  const { form } = await obtainCode(provider, secret, {});
  idToken = (await provider.post("token", form)).body.id_token;
});

const endSessionUrl = (parameters: Record<string, string>) =>
  `${provider.issuer}/oidc/end-session?${new URLSearchParams(parameters)}`;
const metadata = async () => {
  const answer = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
  return (await answer.json()) as Record<string, unknown>;
};

/** Where the end session endpoint leads; the page that asks leads to its `back` afterwards. */
async function askToSignOut(parameters: Record<string, string>) {
  const { status, to } = await provider.visit(endSessionUrl(parameters), secret);
  return { status, path: to?.pathname ?? null, query: Object.fromEntries(to?.searchParams ?? []) };
}
/** That page, which says what is wrong and leads to no app. */
const onItsPage = (problem: string) => ({ status: 303, path: "/sign-out", query: { problem } });
/** Presses that page's button. */
const signOut = () =>
  provider.api.post("session.signOut", {}, { authorization: `Bearer ${secret}` });
const errorOfPromptNone = async () =>
  (await askToAuthorize(provider, secret, { prompt: "none" })).error;

/** The modules of the OpenID Foundation's test plan for RP-initiated logout, by their names. */
describe("the RP-initiated logout certification profile", () => {
  it("oidcc-rp-initiated-logout-discovery-endpoint-verification", async () => {
    const { end_session_endpoint } = await metadata();
    expect(end_session_endpoint).toBe(`${provider.issuer}/oidc/end-session`);
  });

  it("oidcc-rp-initiated-logout: the page asks, and leads to the app's URI with its state", async () => {
    const asked = { id_token_hint: idToken, post_logout_redirect_uri: BYE, state: "a state" };
    expect(await askToSignOut(asked)).toEqual({
      status: 303,
      path: "/sign-out",
      query: { app: WIKI.id, back: BYE, state: "a state" },
    });
    await signOut();
    expect(await errorOfPromptNone()).toBe("login_required");
    const after = await provider.visit(endSessionUrl(asked), secret);
    expect(after.to?.href).toBe(`${BYE}?state=a+state`);
  });

  it("oidcc-rp-initiated-logout-no-state: none comes back", async () => {
    const asked = { id_token_hint: idToken, post_logout_redirect_uri: BYE };
    expect((await askToSignOut(asked)).query).toEqual({ app: WIKI.id, back: BYE });
    await signOut();
    expect((await provider.visit(endSessionUrl(asked), secret)).to?.href).toBe(BYE);
  });

  it("oidcc-rp-initiated-logout-bad-id-token-hint and -modified-id-token-hint: lead nowhere", async () => {
    const claims = decodeJwt(idToken);
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .sign(await generateSecret("HS256"));
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const unsigned = `${none}.${idToken.split(".")[1]}.`;
    for (const id_token_hint of [foreign, unsigned, "none"]) {
      const asked = { id_token_hint, post_logout_redirect_uri: BYE, state: "a state" };
      expect(await askToSignOut(asked)).toEqual(onItsPage("hint"));
      expect(await askToSignOut({ id_token_hint })).toEqual(onItsPage("hint"));
    }
    const otherApp = { id_token_hint: idToken, client_id: "local", post_logout_redirect_uri: BYE };
    expect(await askToSignOut(otherApp)).toEqual(onItsPage("hint"));
  });

  it("oidcc-rp-initiated-logout-no-id-token-hint: nobody knows whose URI it is", async () => {
    const asked = { post_logout_redirect_uri: BYE, state: "a state" };
    expect(await askToSignOut(asked)).toEqual(onItsPage("redirect-uri"));
    const nobody = await askToSignOut({ ...asked, client_id: "nobody" });
    expect(nobody).toEqual(onItsPage("redirect-uri"));
  });

  it("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri and -query-added-to-post-logout-redirect-uri", async () => {
    for (const post_logout_redirect_uri of ["https://evil.example/", `${BYE}?foo=bar`]) {
      const asked = { id_token_hint: idToken, post_logout_redirect_uri, state: "a state" };
      expect(await askToSignOut(asked)).toEqual(onItsPage("redirect-uri"));
      const nobody = await provider.visit(endSessionUrl(asked));
      expect(nobody.to?.pathname, "also for whoever isn't signed in").toBe("/sign-out");
    }
  });

  it("a parameter that is given twice, or a post that isn't a form, leads nowhere either", async () => {
    const url = endSessionUrl({ id_token_hint: idToken, post_logout_redirect_uri: BYE });
    const twice = await provider.visit(`${url}&post_logout_redirect_uri=https://evil.example`);
    expect(twice.to?.href).toBe(`${provider.issuer}/sign-out?problem=request`);
    const init = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    for (const [endpoint, page] of [
      ["end-session", "/sign-out?problem=request"],
      ["authorize", "/handoff?problem=request"],
    ]) {
      const to = `${provider.issuer}/oidc/${endpoint}`;
      const answer = await fetch(to, { ...init, redirect: "manual" });
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        `${provider.issuer}${page}`,
      ]);
    }
  });

  it("oidcc-rp-initiated-logout-no-params, -only-state and -no-post-logout-redirect-uri: the page asks, and leads to no app", async () => {
    for (const asked of [{}, { state: "a state" }])
      expect(await askToSignOut(asked)).toEqual({ status: 303, path: "/sign-out", query: {} });
    const { path, query } = await askToSignOut({ id_token_hint: idToken, state: "a state" });
    expect([path, query]).toEqual(["/sign-out", { app: WIKI.id }]);
  });
});

/** Those of its plan for back-channel logout. */
describe("the back-channel logout certification profile", () => {
  it("oidcc-backchannel-logout-discovery-endpoint-verification", async () => {
    expect(await metadata()).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      end_session_endpoint: expect.any(String),
    });
  });

  it("oidcc-backchannel-rp-initiated-logout: the app is told of the session that its ID token names", async () => {
    const { auth } = provider.api;
    await auth.db.deleteFrom("logouts").execute();
    await signOut();
    const sender = { auth, publicUrl: provider.issuer, allowsPrivateAddresses: true };
    const app = { ...WIKI, backchannelLogoutUri: receiver.url };
    const work = logoutWork(auth, (ended) => tellLogout(sender, app, ended));
    await runDueWork(work, (_, error) => void provider.errors.push(error as Error));
    const [{ token } = { token: "" }] = receiver.received;
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/oidc/jwks`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: provider.issuer,
      audience: WIKI.id,
      typ: "logout+jwt",
      requiredClaims: ["iat", "exp", "jti", "events"],
    });
    const { sub, sid } = decodeJwt(idToken);
    expect(payload).toMatchObject({ sub, sid });
    expect(payload).not.toHaveProperty("nonce");
    expect(receiver.received).toHaveLength(1);
    expect(await errorOfPromptNone()).toBe("login_required");
  });
});
