import { createHash, randomBytes } from "node:crypto";
import type { Run } from "../contestants/contestant.ts";

export const ORIGIN = "http://localhost:3000";

/** A provider whose handler is asked for whole flows. */
export interface Provider {
  /** Makes a sign-in at the app ready for each of so many people, who are signed in at the provider. */
  flows(count: number): Run[];
  close(): Promise<void>;
}

/** The app that people sign in to, which its provider asks nobody about. */
export const APP = { name: "App", redirectUri: "https://app.example/callback" };

const SCOPE = "openid email";

interface Endpoints {
  authorize: string;
  token: string;
  userinfo: string;
}

interface Flow {
  clientId: string;
  clientSecret: string;
  cookie: string;
  endpoints: Endpoints;
  /** Answers a request as the provider does. */
  answer(request: Request): Promise<Response>;
  /** Where the browser ends up that the authorization endpoint led there. */
  follow(to: string, cookie: string): Promise<string>;
}

/** A whole flow as a client does it: the code with PKCE, the tokens, and who it is. */
export async function signInAtApp(flow: Flow): Promise<void> {
  const { clientId, clientSecret, cookie, endpoints, answer, follow } = flow;
  const verifier = randomBytes(32).toString("base64url");
  const asked = new URLSearchParams({
    client_id: clientId,
    redirect_uri: APP.redirectUri,
    response_type: "code",
    scope: SCOPE,
    state: randomBytes(16).toString("base64url"),
    nonce: randomBytes(16).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const sent = await answer(
    new Request(`${ORIGIN}${endpoints.authorize}?${asked}`, { headers: { cookie } }),
  );
  const callback = new URL(await follow(sent.headers.get("location") ?? "", cookie));
  const code = callback.searchParams.get("code");
  if (code === null) throw new Error(`No code: ${callback.href}`);
  const tokens = await readJson<{ access_token: string; id_token?: string }>(
    await answer(
      new Request(`${ORIGIN}${endpoints.token}`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "authorization_code",
          code,
          redirect_uri: APP.redirectUri,
          code_verifier: verifier,
          client_id: clientId,
          client_secret: clientSecret,
        }),
      }),
    ),
  );
  if (!tokens.id_token) throw new Error("There is no ID token.");
  const authorization = `Bearer ${tokens.access_token}`;
  const info = await readJson<{ email?: string }>(
    await answer(new Request(`${ORIGIN}${endpoints.userinfo}`, { headers: { authorization } })),
  );
  if (!info.email) throw new Error("Nobody said who it is.");
}

async function readJson<Body>(answer: Response): Promise<Body> {
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${body}`);
  return JSON.parse(body) as Body;
}
