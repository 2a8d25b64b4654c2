import { createAuth } from "@watchword/auth";
import { rotateSigningKeys } from "@watchword/auth/signing-keys";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SECRET } from "../caller.ts";
import { APPS } from "./apps.ts";
import { type Provider, startProvider } from "./provider.ts";
import { serveOidc } from "./serve.ts";

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.end());

interface Published {
  [endpoint: `${string}_endpoint`]: string;
  keys: { alg: string }[];
}

const get = async (path: string) => {
  const answer = await fetch(`${provider.issuer}${path}`);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  return (await answer.json()) as Published;
};

describe("the config certification profile", () => {
  it("oidcc-discovery-endpoint-verification: the metadata has what the standard requires", async () => {
    const metadata = await get("/.well-known/openid-configuration");
    expect(metadata).toMatchObject({
      issuer: provider.issuer,
      response_types_supported: ["code"],
      subject_types_supported: ["public", "pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
      request_uri_parameter_supported: false,
    });
    for (const name of ["authorization", "token", "userinfo", "revocation", "end_session"])
      expect(metadata[`${name}_endpoint`]).toMatch(`${provider.issuer}/oidc/`);
  });

  it("oidcc-server-rotate-keys: the next key is published before it signs", async () => {
    const { keys } = await get("/oidc/jwks");
    expect(keys.map(({ alg }) => alg).toSorted()).toEqual(["ES256", "RS256"]);
    for (const key of keys) {
      expect(key).toMatchObject({ use: "sig", kid: expect.any(String) });
      for (const secret of ["d", "p", "q", "dp", "dq", "qi"])
        expect(key).not.toHaveProperty(secret);
    }
    await rotateSigningKeys(provider.api.auth);
    const auth = createAuth({ database: provider.api.databaseUrl, secret: SECRET });
    const another = await serveOidc({ auth, apps: APPS, errors: provider.errors });
    const published = ((await (await fetch(`${another.url}/oidc/jwks`)).json()) as Published).keys;
    expect(published).toHaveLength(4);
    expect(published).toEqual(expect.arrayContaining(keys));
    await another.close();
    await auth.close();
  });
});

describe("a path that isn't an endpoint, and a method that an endpoint doesn't have,", () => {
  it("are refused with an OAuth error", async () => {
    const unknown = await fetch(`${provider.issuer}/oidc/register`, { method: "POST" });
    expect(unknown.status).toBe(404);
    const wrong = await fetch(`${provider.issuer}/oidc/token`);
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await wrong.json()).toMatchObject({ error: "invalid_request" });
  });
});
