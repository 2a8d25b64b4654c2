import { createHash, randomBytes } from "node:crypto";
import type { PolicyOverrides } from "@watchword/auth/policy";
import {
  answerUrl,
  bindCode,
  isRecentEnough,
  openAuthorization,
} from "../../src/oidc/authorization.ts";
import { openSessionToken } from "../../src/app-session/session-token.ts";
import type { Body, DataOf } from "../../src/testing/answers.ts";
import { type Api, startApi, throwAny } from "../caller.ts";
import { APPS, WIKI, WIKI_KEY } from "./apps.ts";
import { serveOidc } from "./serve.ts";

/** What an endpoint answers; a test reads the part that it expects, and fails if that isn't there. */
export interface TokenAnswer {
  access_token: string;
  id_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
  /** When a token ends that introspection tells of, in seconds. */
  exp: number;
  scope: string;
  error: string;
  error_description: string;
  device_code: string;
  user_code: string;
}

export interface Provider {
  api: Api;
  issuer: string;
  errors: Error[];
  /** Somebody who is signed in, by the secret in their browser's cookie. */
  signIn(email?: string): Promise<string>;
  /** Asks for a page by its address, as a browser does. Where it leads to; null where it leads nowhere. */
  visit(url: string, secret?: string | null): Promise<{ status: number; to: URL | null }>;
  /** Goes to the authorization endpoint, or to the hand-off's page, and agrees there. The address that the app is called back at. */
  agree(url: string, secret: string, decision?: "continue" | "decline"): Promise<URL>;
  post(
    endpoint: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: TokenAnswer }>;
  /** Calls a procedure of the API at the issuer, as whoever has this bearer. */
  call<Path extends string>(
    path: Path,
    bearer: string,
    input?: unknown,
  ): Promise<Body<DataOf<Path>>>;
  /** The plain secret of the session that an access token is for, which only its issuer can tell. */
  secretOf(accessToken: string): string;
  close(): Promise<void>;
  /** The same, and throws what went wrong in calls without being a refusal. */
  end(): Promise<void>;
}

export async function startProvider(policy: PolicyOverrides = {}): Promise<Provider> {
  const api = await startApi({ apps: APPS, policy });
  const errors: Error[] = [];
  const { auth } = api;
  const served = await serveOidc({ auth, apps: APPS, errors });
  const issuer = served.url;
  const sealing = { auth, publicUrl: issuer };

  const visit: Provider["visit"] = async (url, secret = null) => {
    const headers: Record<string, string> =
      secret === null ? {} : { cookie: `watchword=${secret}` };
    const answer = await fetch(url, { redirect: "manual", headers });
    const location = answer.headers.get("location");
    return { status: answer.status, to: location === null ? null : new URL(location) };
  };

  async function close() {
    await served.close();
    await api.close();
  }

  return {
    api,
    issuer,
    errors,
    visit,
    async signIn(email = "ada@example.com") {
      return (await api.bearer(email)).authorization.replace("Bearer ", "");
    },
    async agree(url, secret, decision = "continue") {
      const to = url.includes("/handoff?") ? new URL(url) : (await visit(url, secret)).to;
      if (to?.pathname !== "/handoff") throw new Error(`Led to ${to?.href}`);
      const asked = (name: string) => to.searchParams.get(name) ?? "";
      const app = APPS.find(({ id }) => id === asked("app"));
      if (!app) throw new Error("No such app");
      const handOff = { app, redirectUri: asked("redirect_uri"), state: asked("state") };
      const authorization = openAuthorization(sealing, handOff, asked("oidc"));
      if (!authorization) throw new Error("The authorization was changed");
      const headers = { authorization: `Bearer ${secret}` };
      const current = (await api.send("session.current", { headers })).body.result.data;
      if (!current || !isRecentEnough(authorization, current.session))
        throw new Error("Signs in again");
      if (decision === "decline")
        return new URL(answerUrl(sealing, handOff, authorization, { error: "access_denied" }));
      const { salt, codeChallenge } = bindCode(asked("challenge"));
      const request = { audience: app.id, codeChallenge };
      const made = await api.post("oneTimeToken.generate", request, headers);
      const { token } = made.body.result.data;
      return new URL(answerUrl(sealing, handOff, authorization, { token, salt }));
    },
    async post(endpoint, form, headers = {}) {
      const body = new URLSearchParams(form);
      const answer = await fetch(`${issuer}/oidc/${endpoint}`, { method: "POST", body, headers });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: text === "" ? null : JSON.parse(text),
      };
    },
    async call(path, bearer, input) {
      const headers = { authorization: `Bearer ${bearer}` };
      const json = { ...headers, "content-type": "application/json" };
      const init =
        input === undefined
          ? { headers }
          : { method: "POST", body: JSON.stringify(input), headers: json };
      const answer = await fetch(`${issuer}/api/trpc/${path}`, init);
      return answer.json();
    },
    secretOf(accessToken) {
      const opened = openSessionToken(sealing, "access", accessToken);
      if (!opened) throw new Error("Not an access token of this issuer");
      return opened.secret;
    },
    close,
    async end() {
      await close();
      throwAny([...errors, ...api.errors]);
    },
  };
}

/** The same, and the secret of somebody who is signed in there. */
export async function startSignedIn(): Promise<{ provider: Provider; secret: string }> {
  const provider = await startProvider();
  return { provider, secret: await provider.signIn() };
}

/** What an app keeps while a browser is away. */
export function newAttempt() {
  const codeVerifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(codeVerifier).digest("base64url");
  return { codeVerifier, challenge, state: randomBytes(16).toString("base64url") };
}

/** The address by which an app sends a browser on, of `WIKI` by default; null leaves a parameter out. */
export function authorizeUrl(
  issuer: string,
  { challenge, state }: ReturnType<typeof newAttempt>,
  parameters: Record<string, string | null> = {},
): string {
  const all = {
    client_id: WIKI.id,
    redirect_uri: WIKI.redirectUris[0] ?? "",
    response_type: "code",
    scope: "openid email",
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...parameters,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return `${issuer}/oidc/authorize?${new URLSearchParams(given)}`;
}

/** The form that redeems a code as `WIKI`. */
export function redemption(callback: URL, codeVerifier: string) {
  return {
    grant_type: "authorization_code",
    code: callback.searchParams.get("code") ?? "",
    redirect_uri: WIKI.redirectUris[0] ?? "",
    code_verifier: codeVerifier,
    client_id: WIKI.id,
    client_secret: WIKI_KEY,
  };
}
