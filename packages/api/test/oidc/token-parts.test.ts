import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { obtainCode } from "./asked.ts";
import { type Provider, startSignedIn, type TokenAnswer } from "./provider.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

async function obtain(scope: string): Promise<TokenAnswer> {
  const { form } = await obtainCode(provider, secret, { scope });
  return (await provider.post("token", form)).body;
}

/** What an app could take a token apart into: at its dots, and after as many characters as a secret has. */
function partsOf(token: string, { length }: { length: number }): string[] {
  const atDots = token.split(".").filter((part) => part !== token);
  return [...atDots, token.slice(0, length), token.slice(-length)];
}

const userinfo = async (bearer: string) => {
  const headers = { authorization: `Bearer ${bearer}` };
  return (await fetch(`${provider.issuer}/oidc/userinfo`, { headers })).status;
};

describe("what an app gets by OpenID Connect", () => {
  it("contains the session's plain secret nowhere, and no part of it works as a bearer token", async () => {
    const { access_token, refresh_token } = await obtain("openid offline_access");
    const plain = provider.secretOf(access_token);
    expect((await provider.call("session.current", plain)).result.data).not.toBeNull();
    for (const token of [access_token, refresh_token]) {
      expect(token).not.toContain(plain);
      expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain(plain);
      for (const part of partsOf(token, plain)) {
        const current = await provider.call("session.current", part);
        expect(current.result.data).toBeNull();
        const statement = await provider.call("session.statement", part, {});
        expect(statement.error.data.reason).toBe("UNAUTHENTICATED");
        expect(await userinfo(part)).toBe(401);
      }
    }
  });

  it("isn't accepted as a session by the API, except the access token for a statement", async () => {
    const { access_token, refresh_token } = await obtain("openid email offline_access");
    for (const token of [access_token, refresh_token]) {
      expect((await provider.call("session.current", token)).result.data).toBeNull();
      expect((await provider.call("session.list", token)).error.data.reason).toBe(
        "UNAUTHENTICATED",
      );
      await provider.call("session.signOut", token, {});
    }
    expect(await userinfo(access_token)).toBe(200);
    const refused = await provider.call("session.statement", refresh_token, {});
    expect(refused.error.data.reason).toBe("UNAUTHENTICATED");
  });

  it("gets a statement of what its scope grants", async () => {
    const { id_token, ...granted } = await obtain("openid email");
    const { sub, sid } = decodeJwt(id_token);
    const stated = async (bearer: string) => {
      const { result } = await provider.call("session.statement", bearer, {});
      return decodeJwt(result.data.statement);
    };
    expect(await stated(granted.access_token)).toMatchObject({
      aud: "wiki",
      sub,
      sid,
      email: "ada@example.com",
      email_verified: true,
    });
    const less = await stated((await obtain("openid")).access_token);
    expect(less).toMatchObject({ aud: "wiki", sub });
    for (const name of ["email", "email_verified"]) expect(less).not.toHaveProperty(name);
  });

  it("gets no statement once its session has ended", async () => {
    const { access_token } = await obtain("openid email");
    await provider.call("session.signOut", provider.secretOf(access_token), {});
    const refused = await provider.call("session.statement", access_token, {});
    expect(refused.error.data.reason).toBe("UNAUTHENTICATED");
  });
});
