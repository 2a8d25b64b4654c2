import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCALE_COOKIE } from "../../src/http/requested-locale.ts";
import { NOTES } from "./apps.ts";
import { authorizeUrl, newAttempt, type Provider, redemption, startProvider } from "./provider.ts";

const [NOTES_PAGE = ""] = NOTES.allowedOrigins;

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.end());

/** What an answer lets pages read. */
async function allowedAt(path: string, origin: string, init: RequestInit = {}) {
  const headers = { origin, ...init.headers };
  const answer = await fetch(`${provider.issuer}${path}`, { redirect: "manual", ...init, headers });
  return {
    status: answer.status,
    headers: answer.headers,
    allowed: answer.headers.get("access-control-allow-origin"),
  };
}

describe("a page on another origin", () => {
  it.each(["/.well-known/openid-configuration", "/oidc/jwks"])(
    "can read %s, whoever's page it is",
    async (path) => {
      const { status, allowed } = await allowedAt(path, "https://anybody.example");
      expect([status, allowed]).toEqual([200, "*"]);
    },
  );

  it.each(["token", "userinfo", "revoke"])(
    "may call %s and read what was wrong if its app is registered; any other reads nothing",
    async (endpoint) => {
      const path = `/oidc/${endpoint}`;
      const init = { method: "POST", body: new URLSearchParams({ client_id: NOTES.id }) };
      const { status, headers, allowed } = await allowedAt(path, NOTES_PAGE, init);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(allowed).toBe(NOTES_PAGE);
      expect(headers.get("vary")).toContain("Origin");
      expect(headers.get("access-control-expose-headers")).toContain("WWW-Authenticate");
      expect(headers.get("access-control-allow-credentials")).toBeNull();
      for (const other of ["https://evil.example", "null", `${NOTES_PAGE}.evil.example`])
        expect((await allowedAt(path, other, init)).allowed).toBeNull();
    },
  );

  it("learns in a preflight that it may send a token, and others don't", async () => {
    const init = {
      method: "OPTIONS",
      headers: { "access-control-request-headers": "authorization" },
    };
    const asked = await allowedAt("/oidc/userinfo", NOTES_PAGE, init);
    expect([asked.status, asked.allowed]).toEqual([204, NOTES_PAGE]);
    expect(asked.headers.get("access-control-allow-headers")).toContain("authorization");
    expect((await allowedAt("/oidc/userinfo", "https://evil.example", init)).allowed).toBeNull();
  });

  it("signs in by itself: it redeems its code and asks who signed in", async () => {
    const attempt = newAttempt();
    const [redirect_uri = ""] = NOTES.redirectUris;
    const url = authorizeUrl(provider.issuer, attempt, { client_id: NOTES.id, redirect_uri });
    const callback = await provider.agree(url, await provider.signIn());
    const { client_secret: _key, ...form } = redemption(callback, attempt.codeVerifier);
    const { status, body } = await provider.post(
      "token",
      { ...form, client_id: NOTES.id, redirect_uri },
      { origin: NOTES_PAGE },
    );
    expect(status).toBe(200);
    const headers = { authorization: `Bearer ${body.access_token}` };
    expect(await allowedAt("/oidc/userinfo", NOTES_PAGE, { headers })).toMatchObject({
      status: 200,
      allowed: NOTES_PAGE,
    });
  });

  it("gets nothing from endpoints that read cookies", async () => {
    for (const path of ["/oidc/authorize?client_id=notes", "/oidc/end-session"])
      expect((await allowedAt(path, NOTES_PAGE)).allowed).toBeNull();
  });
});

describe("ui_locales", () => {
  async function languageOf(ui_locales: string, cookie?: string) {
    const answer = await fetch(authorizeUrl(provider.issuer, newAttempt(), { ui_locales }), {
      redirect: "manual",
      ...(cookie !== undefined && { headers: { cookie } }),
    });
    return /watchword-locale=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? null;
  }

  it("makes the pages use the app's first language that they have", async () => {
    expect(await languageOf("de")).toBe("de");
    expect(await languageOf("tlh fr-CA en")).toBe("fr");
    expect(await languageOf("pt-BR de")).toBe("pt-BR");
    expect(await languageOf("ja-JP")).toBe("ja");
  });

  it("with no language of ours, or against a choice that somebody made here, changes nothing", async () => {
    expect(await languageOf("tlh")).toBeNull();
    expect(await languageOf("de", `${LOCALE_COOKIE}=fr`)).toBeNull();
  });

  it("applies to a sign-in, but not for an app that isn't registered", async () => {
    const url = authorizeUrl(provider.issuer, newAttempt(), {
      client_id: "nobody",
      ui_locales: "de",
    });
    const answer = await fetch(url, { redirect: "manual" });
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});
