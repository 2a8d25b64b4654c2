import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createAppKey, hashAppKey } from "@watchword/api/app-key";
import * as client from "openid-client";
import { beginVisitAlone } from "./visitor.ts";

export interface OpenIdApp {
  url: string;
  /** What the app holds of the last who signed in. */
  tokens: (client.TokenEndpointResponse & client.TokenEndpointResponseHelpers) | null;
  config: client.Configuration;
  /** Those that the app was told of, by their `sid`. */
  endedSessions: Set<string>;
  close(): Promise<void>;
}

/**
 * A deployment where such an app is registered as Wiki, with what more is said of the app at a URL, and of the
 * deployment; and the app.
 */
export async function beginVisitWithOpenIdApp(
  more: (url: string) => object = () => ({}),
  env: Record<string, string> = {},
) {
  const key = createAppKey();
  // It has its port before anybody is told of it, and answers once its Watchword is there.
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wiki = {
    id: "wiki",
    redirectUris: [`${url}/callback`],
    secretHash: hashAppKey(key),
    postLogoutRedirectUris: [`${url}/bye`],
    ...more(url),
  };
  const visit = await beginVisitAlone({ WATCHWORD_APPS: JSON.stringify([wiki]), ...env });
  return { visit, app: await startOpenIdApp(visit.web.url, { server, url }, key) };
}

/** What the app keeps of each attempt, by its state. */
type Attempts = Map<string, { codeVerifier: string; nonce: string }>;

/**
 * An app that signs people in by `openid-client` and knows nothing of Watchword: `/sign-in` begins, with what its query
 * says besides, `/callback` says who came, and `/logout` is told who went.
 */
async function startOpenIdApp(
  issuer: string,
  { server, url }: { server: Server; url: string },
  key: string,
): Promise<OpenIdApp> {
  const method = client.ClientSecretBasic(key);
  const execute = [client.allowInsecureRequests];
  const config = await client.discovery(new URL(issuer), "wiki", {}, method, { execute });
  const attempts: Attempts = new Map();
  server.on("request", (req, res) => {
    void answer(req, res).catch((error: Error & { error?: string }) =>
      res.writeHead(500).end(error.error ?? error.message),
    );
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const asked = new URL(req.url ?? "/", url);
    if (asked.pathname === "/sign-in") {
      const location = await begin(asked.searchParams);
      res.writeHead(303, { location }).end();
    } else if (asked.pathname === "/callback") {
      const claims = await finish(await callbackOf(req, asked));
      res.end(`Signed in as ${String(claims?.["email"])}`);
    } else if (asked.pathname === "/logout") {
      app.endedSessions.add(sidOf(new URLSearchParams(await text(req)).get("logout_token") ?? ""));
      res.writeHead(204).end();
    } else res.end(`The app's page ${asked.pathname}, state ${asked.searchParams.get("state")}`);
  }

  async function begin(more: URLSearchParams): Promise<string> {
    const codeVerifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    attempts.set(state, { codeVerifier, nonce });
    return client.buildAuthorizationUrl(config, {
      redirect_uri: `${url}/callback`,
      scope: "openid email",
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: "S256",
      state,
      nonce,
      ...Object.fromEntries(more),
    }).href;
  }

  async function finish(callback: URL | Request) {
    const parameters =
      callback instanceof URL
        ? callback.searchParams
        : new URLSearchParams(await callback.clone().text());
    const state = parameters.get("state") ?? "";
    const attempt = attempts.get(state);
    app.tokens = await client.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier: attempt?.codeVerifier ?? "",
      expectedState: state,
      expectedNonce: attempt?.nonce ?? "",
      idTokenExpected: true,
    });
    return app.tokens.claims();
  }

  const app: OpenIdApp = {
    url,
    tokens: null,
    config,
    endedSessions: new Set(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return app;
}

/** Whose signature it is plays no part in these tests. */
function sidOf(logoutToken: string): string {
  const [, payload = ""] = logoutToken.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()).sid;
}

/** An answer comes in the callback's query, or in a form that is posted to it. */
async function callbackOf(req: IncomingMessage, asked: URL): Promise<URL | Request> {
  if (req.method !== "POST") return asked;
  const headers = { "content-type": req.headers["content-type"] ?? "" };
  return new Request(asked, { method: "POST", headers, body: await text(req) });
}
