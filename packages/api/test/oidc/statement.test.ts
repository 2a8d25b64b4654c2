import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readIdTokenHint } from "../../src/oidc/id-token.ts";
import { PUBLIC_URL } from "../caller.ts";
import { WIKI } from "./apps.ts";
import { obtainCode } from "./asked.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
/** Somebody's own session, and the wiki's. */
let own: string;
let wikis: string;
let idToken: string;
beforeAll(async () => {
  provider = await startProvider();
  own = await provider.signIn();
  const { form } = await obtainCode(provider, own);
  const { body } = await provider.post("token", form);
  wikis = provider.secretOf(body.access_token);
  idToken = body.id_token;
});
afterAll(() => provider.end());

const ask = async (secret: string, input: { audience?: string } = {}) =>
  provider.api.post("session.statement", input, { authorization: `Bearer ${secret}` });

/** As a service does that knows the issuer and the keys' address. The API is served under another origin in tests. */
function verify(statement: string) {
  const keys = createRemoteJWKSet(new URL(`${provider.issuer}/oidc/jwks`));
  const issuer = PUBLIC_URL;
  return jwtVerify(statement, keys, { issuer, audience: WIKI.id, typ: "session-statement+jwt" });
}

it("a service verifies a statement of an app's session without a call", async () => {
  const { statement, expiresAt } = (await ask(wikis)).body.result.data;
  const { payload, protectedHeader } = await verify(statement);
  const { sub, sid } = decodeJwt(idToken);
  expect(payload).toEqual({
    iss: PUBLIC_URL,
    aud: WIKI.id,
    sub,
    sid,
    email: "ada@example.com",
    email_verified: true,
    iat: expect.any(Number),
    exp: (payload.iat ?? 0) + 60,
  });
  expect(protectedHeader.alg).toBe("ES256");
  expect(Date.parse(expiresAt)).toBe((payload.exp ?? 0) * 1000);
});

it("an app's session gets no statement for another app, and the product's own session none without an audience", async () => {
  const others = await ask(wikis, { audience: "notes" });
  expect(others.body.error.data.reason).toBe("FORBIDDEN");
  for (const input of [{}, { audience: "nobody" }])
    expect((await ask(own, input)).body.error.data.reason).toBe("INVALID_INPUT");
  const { statement } = (await ask(own, { audience: WIKI.id })).body.result.data;
  expect((await verify(statement)).payload.aud).toBe(WIKI.id);
});

it("a statement isn't accepted as an ID token", async () => {
  const { statement } = (await ask(wikis)).body.result.data;
  const { auth } = provider.api;
  expect(await readIdTokenHint({ auth, publicUrl: PUBLIC_URL }, statement)).toBeNull();
  const ours = { auth, publicUrl: provider.issuer };
  expect(await readIdTokenHint(ours, idToken)).toMatchObject({ appId: WIKI.id });
});

it("a session that has ended gets no statement", async () => {
  await provider.api.post("session.signOut", {}, { authorization: `Bearer ${own}` });
  for (const secret of [own, wikis])
    expect((await ask(secret, { audience: WIKI.id })).body.error.data.reason).toBe(
      "UNAUTHENTICATED",
    );
});
