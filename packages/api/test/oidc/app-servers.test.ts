import { afterAll, beforeAll, expect, it } from "vitest";
import { APPS, NOTES, WIKI } from "./apps.ts";
import { obtainCode } from "./asked.ts";
import { authorizeUrl, newAttempt, type Provider, redemption, startProvider } from "./provider.ts";
import { serveOidc } from "./serve.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  provider = await startProvider({ perClient: { handOff: { count: 3, windowSeconds: 3_600 } } });
  secret = await provider.signIn();
});
afterAll(() => provider.end());

it("a server that presents its key redeems the codes of all its users, and one without a key only as many as a client may", async () => {
  const redeemed: number[] = [];
  for (let user = 0; user < 6; user++)
    redeemed.push((await provider.post("token", (await obtainCode(provider, secret)).form)).status);
  expect(redeemed).toEqual([200, 200, 200, 200, 200, 200]);

  const [redirect_uri = ""] = NOTES.redirectUris;
  const publicly: number[] = [];
  for (let user = 0; user < 4; user++) {
    const attempt = newAttempt();
    const url = authorizeUrl(provider.issuer, attempt, { client_id: NOTES.id, redirect_uri });
    const { client_secret: _key, ...form } = redemption(
      await provider.agree(url, secret),
      attempt.codeVerifier,
    );
    const asked = { ...form, client_id: NOTES.id, redirect_uri };
    publicly.push((await provider.post("token", asked)).status);
  }
  expect(publicly).toEqual([200, 200, 200, 429]);
});

it("an app that was removed from the environment learns nothing more with a token that it kept", async () => {
  const { form } = await obtainCode(provider, secret);
  const { access_token } = (await provider.post("token", form)).body;
  const { auth } = provider.api;
  const { issuer: publicUrl, errors } = provider;
  const ask = async (apps: typeof APPS) => {
    const served = await serveOidc({ auth, apps, publicUrl, errors });
    const headers = { authorization: `Bearer ${access_token}` };
    const { status } = await fetch(`${served.url}/oidc/userinfo`, { headers });
    await served.close();
    return status;
  };
  expect(await ask(APPS)).toBe(200);
  expect(await ask(APPS.filter(({ id }) => id !== WIKI.id))).toBe(401);
});
