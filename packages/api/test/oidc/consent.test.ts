import { findSession } from "@watchword/auth/session";
import { giveConsent } from "@watchword/auth/consent";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAuthorization } from "../../src/oidc/authorization.ts";
import { remembersConsent } from "../../src/oidc/remembered-consent.ts";
import { NOTES, WIKI } from "./apps.ts";
import { authorizeUrl, newAttempt, type Provider, redemption, startSignedIn } from "./provider.ts";

let provider: Provider;
let secret: string;
let bearer: { authorization: string };
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
  bearer = { authorization: `Bearer ${secret}` };
});
afterAll(() => provider.end());

async function consent(app: string) {
  const signedIn = await findSession(provider.api.auth, secret);
  if (!signedIn) throw new Error("Nobody is signed in");
  await giveConsent(provider.api.auth, signedIn, { id: app });
}
async function ask(prompt: string, as: string | null = secret) {
  const url = authorizeUrl(provider.issuer, newAttempt(), { prompt });
  const { to } = await provider.visit(url, as);
  return { to, error: to?.searchParams.get("error") ?? null };
}

it("people who consented go on without being asked, with prompt=none too, and prompt=consent asks", async () => {
  expect((await ask("none")).error).toBe("consent_required");
  await consent("notes");
  expect((await ask("none")).error).toBe("consent_required");
  await consent("wiki");
  expect((await ask("none")).to?.pathname).toBe("/handoff");
  expect((await ask("none", null)).error).toBe("login_required");
  const other = await provider.signIn("grace@example.com");
  expect((await ask("none", other)).error).toBe("consent_required");
  const { to } = await ask("consent");
  const sealing = { auth: provider.api.auth, publicUrl: provider.issuer };
  const handOff = { app: WIKI, redirectUri: WIKI.redirectUris[0] ?? "" };
  const sealed = to?.searchParams.get("oidc") ?? "";
  expect(openAuthorization(sealing, handOff, sealed)).toMatchObject({ asks: "consent" });
});

it("a consent is listed by the app's name, and withdrawing it ends the app's tokens, so that people are asked again", async () => {
  await consent("wiki");
  const listed = await provider.api.send("consent.list", { headers: bearer });
  expect(listed.body.result.data[0]).toEqual({
    app: "wiki",
    name: "Wiki",
    givenAt: expect.any(String),
  });
  const attempt = newAttempt();
  const callback = await provider.agree(authorizeUrl(provider.issuer, attempt), secret);
  const { body } = await provider.post("token", redemption(callback, attempt.codeVerifier));
  await provider.api.post("consent.withdraw", { app: "wiki" }, bearer);
  const userinfo = await fetch(`${provider.issuer}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  expect(userinfo.status).toBe(401);
  expect((await ask("none")).error).toBe("consent_required");
});

it("a consent isn't remembered for an app that any other program can pose as", () => {
  const at = (redirectUri: string, app = NOTES) => remembersConsent({ app, redirectUri });
  expect(at("com.example.notes:/callback")).toBe(false);
  expect(at("http://127.0.0.1:4000/callback")).toBe(false);
  expect(at("https://notes.example/callback")).toBe(true);
  expect(at("http://127.0.0.1:4000/callback", WIKI)).toBe(true);
});

/** RFC 8252, 8.6. */
it("a consent to a trusted app is needed, with prompt=none too, only if any other program can pose as it", async () => {
  const staff = { client_id: "staff", prompt: "none" };
  const silently = async (redirect_uri: string) => {
    const url = authorizeUrl(provider.issuer, newAttempt(), { ...staff, redirect_uri });
    const { to } = await provider.visit(url, secret);
    return to?.searchParams.get("error") ?? to?.pathname;
  };
  expect(await silently("https://staff.example/callback")).toBe("/handoff");
  expect(await silently("http://127.0.0.1:4000/callback")).toBe("consent_required");
  expect(await silently("com.example.staff:/callback")).toBe("consent_required");
});

it("a consent can't be given or seen with an app's session", async () => {
  const attempt = newAttempt();
  const callback = await provider.agree(authorizeUrl(provider.issuer, attempt), secret);
  const { body } = await provider.post("token", redemption(callback, attempt.codeVerifier));
  const appSecret = provider.secretOf(body.access_token);
  const headers = { authorization: `Bearer ${appSecret}` };
  expect((await provider.api.send("consent.list", { headers })).status).toBe(403);
  expect((await provider.api.post("consent.withdraw", { app: "wiki" }, headers)).status).toBe(403);
});
