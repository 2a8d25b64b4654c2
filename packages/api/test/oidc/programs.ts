import { createHash } from "node:crypto";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { expect } from "vitest";
import type { RegisteredApp } from "../../src/context.ts";
import { PROGRAM_KEY } from "./apps.ts";
import type { Provider } from "./provider.ts";

export const challengeOf = (verifier: string) =>
  createHash("sha256").update(verifier).digest("base64url");
/** As `url.QueryEscape` and `www_form_url_encode` write it. */
const escaped = (text: string) => new URLSearchParams({ text }).toString().slice("text=".length);
export const basicOf = ({ id }: RegisteredApp) =>
  `Basic ${Buffer.from(`${escaped(id)}:${escaped(PROGRAM_KEY)}`).toString("base64")}`;
export const uriOf = ({ redirectUris: [uri = ""] }: RegisteredApp) => uri;

/** Does for a program what its browser and its server do, and checks what it checks. */
export function asProgram(provider: Provider, secret: string) {
  /** Sends a browser with these parameters, in the order of their names, as both libraries do. */
  async function authorize(parameters: Record<string, string>): Promise<URLSearchParams> {
    const query = new URLSearchParams(parameters);
    query.sort();
    const callback = await provider.agree(`${provider.issuer}/oidc/authorize?${query}`, secret);
    expect(callback.href.startsWith(parameters["redirect_uri"] ?? "none")).toBe(true);
    expect(callback.searchParams.get("state"), "as it was sent").toBe(parameters["state"]);
    return callback.searchParams;
  }

  async function redeem(form: Record<string, string>, headers: Record<string, string> = {}) {
    const { status, body } = await provider.post("token", form, headers);
    expect(body).not.toHaveProperty("error");
    expect(status).toBe(200);
    return body;
  }

  /** What each of them checks of an ID token. */
  async function verify(idToken: string, { id }: RegisteredApp, nonce?: string) {
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/oidc/jwks`));
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: provider.issuer,
      audience: id,
      algorithms: ["RS256"],
    });
    expect(payload["nonce"]).toBe(nonce);
    expect(decodeProtectedHeader(idToken)).toHaveProperty("kid");
    return payload;
  }

  async function userinfo(accessToken: string) {
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await fetch(`${provider.issuer}/oidc/userinfo`, { headers });
    return (await answer.json()) as Record<string, unknown>;
  }

  return { authorize, redeem, verify, userinfo };
}
