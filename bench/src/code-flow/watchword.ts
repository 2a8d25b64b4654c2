import { createApiProcess } from "@watchword/api/api-process";
import { createAppKey, hashAppKey } from "@watchword/api/app-key";
import { answerUrl, bindCode, openAuthorization } from "@watchword/api/authorization";
import type { RegisteredApp } from "@watchword/api/context";
import { handleOidc } from "@watchword/api/oidc";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { generateOneTimeToken } from "@watchword/auth/one-time-token";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { findSession } from "@watchword/auth/session";
import { cycle, USER_AGENT } from "../contestants/contestant.ts";
import { prepareWatchword } from "../contestants/prepared.ts";
import { APP, ORIGIN, type Provider, signInAtApp } from "./app.ts";

const ENDPOINTS = {
  authorize: "/oidc/authorize",
  token: "/oidc/token",
  userinfo: "/oidc/userinfo",
};

/** Its endpoints; the page between them is left out, and what its form does is done. */
export async function watchwordProvider(databaseUrl: string): Promise<Provider> {
  const { auth, sessions } = await prepareWatchword(databaseUrl);
  const key = createAppKey();
  const app: RegisteredApp = {
    id: "app",
    name: APP.name,
    origin: null,
    redirectUris: [APP.redirectUri],
    secretHash: hashAppKey(key),
    trusted: true,
    allowedOrigins: [],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
  };
  const process = createApiProcess({
    auth,
    limiter: postgresLimiter(auth),
    publicUrl: ORIGIN,
    apps: [app],
    onError: (error) => console.error(error),
  });
  const options = {
    process,
    client: { ip: "198.51.100.7", userAgent: USER_AGENT, place: null, locale: null },
    sessionCookie: sessionCookieFor(ORIGIN),
  };

  /** What the hand-off's page does for a trusted app, without showing it. */
  async function handOver(to: string, cookie: string): Promise<string> {
    const asked = new URL(to).searchParams;
    const parameter = (name: string) => asked.get(name) ?? "";
    const handOff = { app, redirectUri: parameter("redirect_uri"), state: parameter("state") };
    const authorization = openAuthorization(process, handOff, parameter("oidc"));
    const signedIn = await findSession(auth, cookie.replace("watchword=", ""));
    if (!authorization || !signedIn) throw new Error(`Nothing to hand over: ${to}`);
    const { salt, codeChallenge } = bindCode(parameter("challenge"));
    const request = { audience: app, codeChallenge };
    const made = await generateOneTimeToken(auth, signedIn, request);
    if (!made.ok) throw new Error(made.reason);
    return answerUrl(process, handOff, authorization, { token: made.token, salt });
  }

  return {
    flows: (count) =>
      cycle(sessions, count).map(
        (secret) => () =>
          signInAtApp({
            clientId: app.id,
            clientSecret: key,
            cookie: `watchword=${secret}`,
            endpoints: ENDPOINTS,
            answer: (request) => handleOidc(request, options),
            follow: handOver,
          }),
      ),
    close: () => auth.close(),
  };
}
