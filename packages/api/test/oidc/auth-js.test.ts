import { Auth, type AuthConfig } from "@auth/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL, LOCAL_KEY } from "./apps.ts";
import { createBrowser } from "./browser.ts";
import { type Provider, startProvider } from "./provider.ts";

const APP = "https://local.example/auth";

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.end());

/** What `docs/openid-connect.md` tells people to write; by userinfo where `idToken` is false. */
function configuration(idToken: boolean): AuthConfig {
  return {
    providers: [
      {
        id: "watchword",
        name: "Watchword",
        type: "oidc",
        issuer: provider.issuer,
        clientId: LOCAL.id,
        clientSecret: LOCAL_KEY,
        authorization: { params: { scope: "openid email offline_access" } },
        checks: ["pkce", "state", "nonce"],
        idToken,
        profile: ({ sub, email }) => ({ id: sub, email, name: email }),
      },
    ],
    callbacks: {
      jwt: ({ token, account }) => ({ ...token, ...(account && { tokens: account }) }),
      session: ({ session, token }) => ({ ...session, tokens: token["tokens"] }),
    },
    basePath: "/auth",
    secret: "a secret of Auth.js, only for tests",
    trustHost: true,
    logger: { error: (error) => void failures.push(error) },
  };
}

const failures: Error[] = [];

async function signIn(idToken: boolean) {
  const config = configuration(idToken);
  const browser = createBrowser((request) => Auth(request, config));
  const post = async (path: string) => {
    const { csrfToken } = (await (await browser(`${APP}/csrf`)).json()) as { csrfToken: string };
    return browser(`${APP}/${path}`, { method: "POST", body: new URLSearchParams({ csrfToken }) });
  };
  const sent = await post("signin/watchword");
  const callback = await provider.agree(
    sent.headers.get("location") ?? "",
    await provider.signIn(),
  );
  await browser(callback);
  const session = async () => (await (await browser(`${APP}/session`)).json()) as Session;
  return { session, post };
}

/** What the app knows of its session. */
interface Session {
  user: object;
  tokens: { refresh_token: string; id_token: string };
}

it.each([
  ["the ID token", true],
  ["userinfo", false],
])("Auth.js signs in, knows people by %s, and signs out", async (_by, idToken) => {
  const { session, post } = await signIn(idToken);
  const { user, tokens } = await session();
  expect(failures).toEqual([]);
  expect(user).toEqual({ name: "ada@example.com", email: "ada@example.com" });
  const refreshed = await provider.post("token", {
    grant_type: "refresh_token",
    refresh_token: tokens.refresh_token,
    client_id: LOCAL.id,
    client_secret: LOCAL_KEY,
  });
  expect(refreshed.status).toBe(200);
  await post("signout");
  expect(await session()).toBeNull();
});
