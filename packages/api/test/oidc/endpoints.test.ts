import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NOTES } from "./apps.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider({ perClient: null });
});
afterAll(() => provider.end());

const LONG = "x".repeat(10_000);

const ENDPOINTS = [
  "/.well-known/openid-configuration",
  "/oidc/jwks",
  "/oidc/authorize",
  "/oidc/par",
  "/oidc/form-post",
  "/oidc/token",
  "/oidc/device_authorization",
  "/oidc/userinfo",
  "/oidc/revoke",
  "/oidc/introspect",
  "/oidc/end-session",
];
const BY_COOKIE = ["/oidc/authorize", "/oidc/end-session"];
const PUBLIC = ["/.well-known/openid-configuration", "/oidc/jwks"];

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${provider.issuer}${path}`, { redirect: "manual", ...init });

describe("each endpoint", () => {
  it.each([
    ["/.well-known/openid-configuration", "private, max-age=300"],
    ["/oidc/jwks", "public, max-age=300"],
  ])("%s may be kept by these caches: %s", async (path, said) => {
    expect((await ask(path)).headers.get("cache-control")).toBe(said);
  });

  it.each(ENDPOINTS)("%s accepts only its methods, and says which", async (path) => {
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const answer = await ask(path, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toMatch(/^(GET|POST|GET, POST)$/);
    }
    const { status, headers } = await ask(path, { method: "OPTIONS" });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([204, null]);
  });

  it.each(ENDPOINTS)(
    "%s can be read by a registered app's page, unless a cookie identifies the caller",
    async (path) => {
      const [origin = ""] = NOTES.allowedOrigins;
      const wanted = BY_COOKIE.includes(path) ? null : PUBLIC.includes(path) ? "*" : origin;
      for (const method of ["GET", "POST"]) {
        const answer = await ask(path, { method, headers: { origin } });
        if (answer.status !== 405 || wanted !== "*")
          expect(answer.headers.get("access-control-allow-origin"), method).toBe(wanted);
        expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
      }
      const preflight = await ask(path, { method: "OPTIONS", headers: { origin } });
      const allowed = preflight.headers.get("access-control-allow-origin");
      expect(allowed).toBe(BY_COOKIE.includes(path) ? null : origin);
    },
  );

  it.each(ENDPOINTS.filter((path) => !PUBLIC.includes(path)))(
    "%s is kept by no cache",
    async (path) => {
      for (const method of ["GET", "POST"])
        expect((await ask(path, { method })).headers.get("cache-control"), method).toBe("no-store");
    },
  );
});

it("rubbish in any place of a call is never a bug", async () => {
  const forms = [
    "",
    "&&&==",
    "%",
    "grant_type",
    "a=b&a=c",
    `token=${LONG}`,
    "\0",
    "client_id=wiki%00",
  ];
  for (const path of ENDPOINTS)
    for (const body of forms) {
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        cookie: `watchword=${body.slice(0, 20).replaceAll(/[^\w]/g, "")}`,
      };
      const answer = await ask(path, { method: "POST", headers, body });
      expect(answer.status, `${path} ${body.slice(0, 20)}`).toBeLessThan(500);
    }
});

it("a form of twelve thousand parameters is read, and one that is given twice among them is found", async () => {
  const many = Array.from({ length: 12_000 }, (_, n) => `${n.toString(36)}=`).join("&");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const post = async (body: string) => {
    const answer = await ask("/oidc/token", { method: "POST", headers, body });
    return (await answer.json()) as { error: string; error_description: string };
  };
  expect(await post(`${many}&client_id=notes`)).toMatchObject({
    error_description: "grant_type is missing",
  });
  expect(await post(`${many}&a1=`)).toMatchObject({ error_description: "a1 is given twice" });
  const tooLarge = await post(`token=${"x".repeat(64 * 1024)}`);
  expect(tooLarge).toMatchObject({ error_description: "The form is too large" });
});
