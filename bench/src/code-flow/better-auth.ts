import { oauthProvider } from "@better-auth/oauth-provider";
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { emailOTP, jwt } from "better-auth/plugins";
import type pg from "pg";
import { makeKnownUsers } from "../contestants/better-auth.ts";
import { cycle, forEach, signedInAddresses } from "../contestants/contestant.ts";
import { openPool } from "../contestants/open-pool.ts";
import { APP, ORIGIN, type Provider, signInAtApp } from "./app.ts";

const ENDPOINTS = {
  authorize: "/api/auth/oauth2/authorize",
  token: "/api/auth/oauth2/token",
  userinfo: "/api/auth/oauth2/userinfo",
};

/** Its OAuth provider as its documentation sets it up, its limits off. */
export async function betterAuthProvider(databaseUrl: string): Promise<Provider> {
  const pool = openPool(databaseUrl, 10);
  const sent = new Map<string, string>();
  const options = optionsOf(pool, sent);
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  await makeKnownUsers(pool);
  const cookies = await forEach(signedInAddresses(), async (email) => {
    await auth.api.sendVerificationOTP({ body: { email, type: "sign-in" } });
    const body = { email, otp: sent.get(email) ?? "" };
    const { headers } = await auth.api.signInEmailOTP({ body, returnHeaders: true });
    const given = headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    return given.join("; ");
  });
  const [administrator = ""] = cookies;
  const client = await (auth.api as unknown as OAuthClients).adminCreateOAuthClient({
    headers: new Headers({ cookie: administrator }),
    body: {
      client_name: APP.name,
      redirect_uris: [APP.redirectUri],
      token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code"],
      scope: "openid email",
      skip_consent: true,
    },
  });
  return {
    flows: (count) =>
      cycle(cookies, count).map(
        (cookie) => () =>
          signInAtApp({
            clientId: client.client_id,
            clientSecret: client.client_secret ?? "",
            cookie,
            endpoints: ENDPOINTS,
            answer: (request) => auth.handler(request),
            follow: async (to) => to,
          }),
      ),
    close: () => pool.end(),
  };
}

/** What the plugin adds; its own types don't fit those of the strict compiler. */
interface OAuthClients {
  adminCreateOAuthClient(given: {
    headers: Headers;
    body: object;
  }): Promise<{ client_id: string; client_secret?: string }>;
}

function optionsOf(pool: pg.Pool, sent: Map<string, string>) {
  return {
    database: pool,
    secret: "a secret of more than thirty-two bytes, for figures",
    baseURL: ORIGIN,
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error" as const },
    disabledPaths: ["/token"],
    plugins: [
      emailOTP({
        storeOTP: "hashed",
        sendVerificationOTP: async ({ email, otp }) => void sent.set(email, otp),
      }),
      jwt({ jwks: { keyPairConfig: { alg: "RS256" } } }),
      oauthProvider({
        loginPage: "/sign-in",
        consentPage: "/consent",
      }) as unknown as BetterAuthPlugin,
    ],
  } satisfies BetterAuthOptions;
}
