import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL, LOCAL_KEY, WIKI_KEY } from "./apps.ts";
import { obtainCode } from "./asked.ts";
import { type Provider, startProvider, type TokenAnswer } from "./provider.ts";

let provider: Provider;
let tokens: TokenAnswer;
beforeAll(async () => {
  provider = await startProvider({ perClient: null });
  const { form } = await obtainCode(provider, await provider.signIn(), {
    scope: "openid email offline_access",
  });
  tokens = (await provider.post("token", form)).body;
});
afterAll(() => provider.end());

const basic = (id: string, key: string) =>
  `Basic ${Buffer.from(`${id}:${key}`).toString("base64")}`;
const LONG = "x".repeat(10_000);

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${provider.issuer}${path}`, { redirect: "manual", ...init });

describe("an app authenticates", () => {
  const introspect = async (form: Record<string, string>, authorization?: string) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const { status, body } = await provider.post(
      "introspect",
      { token: tokens.access_token, ...form },
      headers,
    );
    return [status, body.error ?? (body as unknown as { active: boolean }).active];
  };

  it("by a header whose halves are encoded like a form's fields, or by the form", async () => {
    expect(await introspect({}, basic("wiki", WIKI_KEY))).toEqual([200, true]);
    expect(await introspect({}, basic("wi%6Bi", encodeURIComponent(WIKI_KEY)))).toEqual([
      200,
      true,
    ]);
    expect(await introspect({ client_id: "wiki" }, basic("wiki", WIKI_KEY))).toEqual([200, true]);
    const form = { client_id: "wiki", client_secret: WIKI_KEY };
    expect(await introspect(form)).toEqual([200, true]);
  });

  it.each<[string, Record<string, string>, string | undefined, string]>([
    ["by both", { client_secret: WIKI_KEY }, basic("wiki", WIKI_KEY), "invalid_request"],
    ["as two", { client_id: "local" }, basic("wiki", WIKI_KEY), "invalid_request"],
    ["with another's key", {}, basic("wiki", LOCAL_KEY), "invalid_client"],
    ["with no key", {}, basic("wiki", ""), "invalid_client"],
    ["with no name", {}, basic("", WIKI_KEY), "invalid_client"],
    ["with neither", {}, basic("", ""), "invalid_client"],
    ["in half a pair", {}, `Basic ${Buffer.from("wiki").toString("base64")}`, "invalid_client"],
    ["in no base64", {}, "Basic %%%", "invalid_client"],
    ["by a broken encoding", {}, basic("wiki", "%zz"), "invalid_client"],
    ["by its access token", {}, "Bearer x", "invalid_client"],
    ["with a key beyond measure", {}, basic("wiki", LONG), "invalid_client"],
    ["not at all", {}, undefined, "invalid_client"],
    ["with an empty key", { client_id: "wiki", client_secret: "" }, undefined, "invalid_client"],
    ["by a JWT", { client_id: "wiki", client_assertion: "e30.e30." }, undefined, "invalid_client"],
    ["as one without a key", { client_id: "notes" }, undefined, "unauthorized_client"],
    [
      "as one without a key, with one",
      { client_id: "notes", client_secret: "x" },
      undefined,
      "invalid_client",
    ],
  ])("and is refused %s", async (_what, form, authorization, error) => {
    const [status, found] = await introspect(form, authorization);
    expect(found).toBe(error);
    expect(status).toBe(error === "invalid_client" ? 401 : 400);
  });

  it("in the body and never in the URL", async () => {
    const query = new URLSearchParams({ client_id: "wiki", client_secret: WIKI_KEY });
    const body = new URLSearchParams({ token: tokens.access_token });
    const answer = await ask(`/oidc/introspect?${query}`, { method: "POST", body });
    expect(answer.status).toBe(401);
  });
});

it("a code of an app with a key is redeemed only with the key, not by the call of hand-offs", async () => {
  const { attempt, form } = await obtainCode(provider, await provider.signIn());
  const [token] = form.code.split(".");
  for (const codeVerifier of [attempt.codeVerifier, attempt.challenge]) {
    const asked = { token, audience: "wiki", codeVerifier, transport: "token" };
    const refused = await provider.api.post("oneTimeToken.verify", asked);
    expect(refused.body.error?.data.reason).toBe("INVALID_TOKEN");
  }
  expect((await provider.post("token", form)).status, "it isn't used up").toBe(200);
});

describe("another app's token", () => {
  const key = { client_id: LOCAL.id, client_secret: LOCAL_KEY };

  it("isn't described to an app that asks about it, of either kind", async () => {
    for (const token of [tokens.access_token, tokens.refresh_token, "rubbish", LONG])
      expect((await provider.post("introspect", { token, ...key })).body).toEqual({
        active: false,
      });
  });

  it("can't be revoked or refreshed by it, and revoking something that isn't a token has no effect", async () => {
    for (const token of [tokens.access_token, tokens.refresh_token])
      expect((await provider.post("revoke", { token, ...key })).body.error).toBe(
        "unauthorized_client",
      );
    const { refresh_token } = tokens;
    const refreshed = await provider.post("token", {
      grant_type: "refresh_token",
      refresh_token,
      ...key,
    });
    expect(refreshed.body.error).toBe("invalid_grant");
    for (const token of ["rubbish", LONG, tokens.id_token])
      expect((await provider.post("revoke", { token, ...key })).status).toBe(200);
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    expect((await ask("/oidc/userinfo", { headers })).status).toBe(200);
  });
});

describe("userinfo", () => {
  const headers = () => ({ authorization: `Bearer ${tokens.access_token}` });
  const form = () => new URLSearchParams({ access_token: tokens.access_token });

  it("accepts the token in a header or a form, and never in the URL", async () => {
    const json = { "content-type": "application/json" };
    for (const init of [
      { headers: headers() },
      { method: "POST", headers: headers() },
      { method: "POST", headers: { ...headers(), ...json }, body: "{}" },
      { method: "POST", body: form() },
      { method: "HEAD", headers: headers() },
    ])
      expect((await ask("/oidc/userinfo", init)).status).toBe(200);
    for (const init of [{}, { method: "POST" }])
      expect((await ask(`/oidc/userinfo?${form()}`, init)).status).toBe(401);
  });

  it.each([
    [
      "by both",
      () => ({ method: "POST", headers: headers(), body: form() }),
      400,
      "invalid_request",
    ],
    [
      "for an ID token",
      () => ({ headers: { authorization: `Bearer ${tokens.id_token}` } }),
      401,
      "invalid_token",
    ],
    ["for two", () => ({ headers: { authorization: `Bearer a, Bearer b` } }), 401, ""],
    ["for a key", () => ({ headers: { authorization: basic("wiki", WIKI_KEY) } }), 401, ""],
    ["for none", () => ({}), 401, ""],
  ])("refuses %s, with a challenge", async (_what, init, status, error) => {
    const answer = await ask("/oidc/userinfo", init());
    expect(answer.status).toBe(status);
    const challenge = answer.headers.get("www-authenticate") ?? "";
    expect(challenge).toBe(`Bearer realm="oidc"${error === "" ? "" : `, error="${error}"`}`);
  });
});

it.each([
  ["authorize", "/handoff?problem=request"],
  ["end-session", "/sign-out?problem=request"],
])("a post to %s that is too long for a URL leads to an explanation", async (endpoint, page) => {
  for (const length of [5_000, 60_000]) {
    const body = new URLSearchParams({ client_id: "wiki", state: "x".repeat(length) });
    const answer = await ask(`/oidc/${endpoint}`, { method: "POST", body });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${provider.issuer}${page}`);
  }
});
