import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL, WIKI } from "./apps.ts";
import { askToAuthorize } from "./asked.ts";
import { authorizeUrl, newAttempt, type Provider, startSignedIn } from "./provider.ts";

let provider: Provider;
let secret: string;
beforeAll(async () => {
  ({ provider, secret } = await startSignedIn());
});
afterAll(() => provider.end());

const asked = (parameters: Record<string, string | null>) =>
  askToAuthorize(provider, secret, parameters);

/** The page that says that the app or its redirect URI isn't registered: nobody is sent anywhere. */
const leadsNowhere = async (parameters: Record<string, string | null>) => {
  const { to } = await asked(parameters);
  return (
    to?.origin === provider.issuer && to.pathname === "/handoff" && !to.searchParams.get("oidc")
  );
};

const LONG = "x".repeat(10_000);

describe("a redirect URI is compared as it is written", () => {
  it.each([
    "HTTPS://wiki.example/callback",
    "https://WIKI.example/callback",
    "https://wiki.example:443/callback",
    "https://wiki.example./callback",
    "https://wiki.example/callback?",
    "https://wiki.example/callback?x=1",
    "https://wiki.example/callback/",
    "https://wiki.example/./callback",
    "https://wiki.example/x/../callback",
    "https://wiki.example/%63allback",
    "https://wiki.example//callback",
    "https://wiki.example\\@evil.example/callback",
    "https://evil.example\\.wiki.example/callback",
    "https://wiki.example:pass@evil.example/callback",
    "https://wiki.example/callback\n",
    "https://wiki.example/callback\0",
    " https://wiki.example/callback",
    "https://wiki.example/callback#",
    "https://xn--wki-5qa.example/callback",
    `https://wiki.example/callback${LONG}`,
    "data:text/html,hello",
    "null",
  ])("so %j leads nowhere", async (redirect_uri) => {
    expect(await leadsNowhere({ redirect_uri })).toBe(true);
    expect(await leadsNowhere({ redirect_uri, response_mode: "form_post" })).toBe(true);
    expect(await leadsNowhere({ redirect_uri, prompt: "none" })).toBe(true);
  });

  it.each([
    ["http://127.0.0.1:1/callback", true],
    ["http://127.0.0.1:65535/callback", true],
    ["http://127.0.0.1/callback", true],
    ["http://127.0.0.1:65536/callback", false],
    ["http://127.0.0.1:/callback", false],
    ["http://127.0.0.1:80/callback/../evil", false],
    ["http://127.0.0.1:80/callback?x=1", false],
    ["http://127.0.0.1:80/callback#x", false],
    ["http://127.0.0.1:80@evil.example/callback", false],
    ["http://127.0.0.1.evil.example:80/callback", false],
    ["http://127.0.0.1:8e1/callback", false],
    ["http://127.1:80/callback", false],
    ["http://2130706433:80/callback", false],
    ["http://localhost:80/callback", false],
    ["http://[::1]:80/callback", false],
    ["https://127.0.0.1:80/callback", false],
    ["https://local.example:8443/auth/callback/watchword", false],
  ])(
    "and only the port may differ for a program on this machine (RFC 8252, 7.3): %s, %s",
    async (redirect_uri, is) => {
      expect(await leadsNowhere({ client_id: LOCAL.id, redirect_uri })).toBe(!is);
    },
  );
});

describe("a parameter", () => {
  it.each<[string, Record<string, string | null>, string | null]>([
    ["prompt of none and another", { prompt: "none login" }, "invalid_request"],
    ["prompt in capitals", { prompt: "LOGIN" }, "invalid_request"],
    ["prompt of spaces", { prompt: "  " }, null],
    ["prompt that comes again in itself", { prompt: "login login" }, null],
    ["max_age below zero", { max_age: "-1" }, "invalid_request"],
    ["max_age in words", { max_age: "abc" }, "invalid_request"],
    ["max_age with an exponent", { max_age: "1e3" }, "invalid_request"],
    ["max_age beyond measure", { max_age: "99999999999" }, "invalid_request"],
    ["max_age that is empty", { max_age: "" }, null],
    ["max_age of nothing, without a page", { max_age: "0", prompt: "none" }, "login_required"],
    ["response_mode that is empty", { response_mode: "" }, null],
    ["response_mode in capitals", { response_mode: "QUERY" }, "invalid_request"],
    ["response_mode of two", { response_mode: "query form_post" }, "invalid_request"],
    ["response_mode of a window's message", { response_mode: "web_message" }, "invalid_request"],
    ["response_mode of a signed answer", { response_mode: "query.jwt" }, "invalid_request"],
    [
      "response_type of a hybrid flow",
      { response_type: "code id_token" },
      "unsupported_response_type",
    ],
    ["response_type in capitals", { response_type: "CODE" }, "unsupported_response_type"],
    ["request of its own", { request: "eyJhbGciOiJub25lIn0.e30." }, "request_not_supported"],
    [
      "request_uri elsewhere",
      { request_uri: "https://evil.example/" },
      "request_uri_not_supported",
    ],
    ["request_uri of a file", { request_uri: "file:///etc/passwd" }, "request_uri_not_supported"],
    ["registration", { registration: "{}" }, "registration_not_supported"],
    ["scope that is empty", { scope: "" }, "invalid_scope"],
    ["scope in capitals", { scope: "OPENID" }, "invalid_scope"],
    ["state that is empty", { state: "" }, "invalid_request"],
    ["challenge with padding", { code_challenge: `${"a".repeat(43)}=` }, "invalid_request"],
    ["challenge with a line break", { code_challenge: `${"a".repeat(43)}\n` }, "invalid_request"],
    ["challenge's method in small letters", { code_challenge_method: "s256" }, "invalid_request"],
    ["hint that is no token", { id_token_hint: "none" }, "invalid_request"],
    ["hint beyond measure", { id_token_hint: LONG }, "invalid_request"],
    ["nonce beyond measure", { nonce: LONG }, "invalid_request"],
    ["state beyond measure", { state: LONG }, "invalid_request"],
    ["login_hint beyond measure", { login_hint: LONG }, null],
    ["ui_locales beyond measure", { ui_locales: LONG }, null],
    ["scope beyond measure", { scope: `openid ${LONG}` }, null],
    ["claims", { claims: '{"id_token":{"acr":{"essential":true,"values":["x"]}}}' }, null],
    ["claims that are no JSON", { claims: "{" }, null],
  ])("%s is answered as the standard says", async (_what, parameters, error) => {
    const found = await asked(parameters);
    expect(found.error).toBe(error);
    expect(found.to?.origin).toBe(error === null ? provider.issuer : "https://wiki.example");
    if (error !== null) expect(found.to?.searchParams.get("iss")).toBe(provider.issuer);
  });

  it("that is given twice is refused, whichever it is", async () => {
    const url = authorizeUrl(provider.issuer, newAttempt());
    for (const name of new URL(url).searchParams.keys()) {
      const { to } = await provider.visit(`${url}&${name}=again`, secret);
      const isTarget = name === "client_id" || name === "redirect_uri";
      expect(to?.origin, name).toBe(isTarget ? provider.issuer : "https://wiki.example");
      if (!isTarget) expect(to?.searchParams.get("error")).toBe("invalid_request");
    }
  });

  it("of a posted request counts from the form only", async () => {
    const form = new URL(authorizeUrl(provider.issuer, newAttempt())).searchParams;
    const elsewhere = `${provider.issuer}/oidc/authorize?redirect_uri=https%3A%2F%2Fevil.example&prompt=none`;
    const posted = await fetch(elsewhere, { method: "POST", body: form, redirect: "manual" });
    const to = posted.headers.get("location") ?? "";
    expect(new URL(to).search.slice(1)).toBe(`${form}`);
    expect((await provider.visit(to, secret)).to?.pathname).toBe("/handoff");
  });
});

it("an app that doesn't exist, however it is named, leads to a page that says so and nowhere else", async () => {
  for (const client_id of ["", "nobody", "WIKI", "wiki ", "wiki\0", "__proto__", LONG, null])
    expect(await leadsNowhere({ client_id })).toBe(true);
});

it("rubbish requests of every kind are never a bug, and never lead to a foreign place", async () => {
  const values = [
    "",
    " ",
    "\0",
    "%",
    "'\"<>&",
    "\u{1F600}",
    "{}",
    "[]",
    "-1",
    "1e309",
    "null",
    "a b",
    LONG,
  ];
  const names = [...new URL(authorizeUrl(provider.issuer, newAttempt())).searchParams.keys()];
  const optional = [
    "prompt",
    "max_age",
    "nonce",
    "display",
    "login_hint",
    "id_token_hint",
    "acr_values",
  ];
  for (const name of [...names, ...optional])
    for (const value of values) {
      const { to } = await asked({ [name]: value });
      expect([provider.issuer, new URL(WIKI.redirectUris[0] ?? "").origin]).toContain(to?.origin);
      expect(to?.searchParams.get("error"), `${name}=${value}`).not.toBe("server_error");
    }
});
