import { databaseNow } from "@watchword/auth/clock";
import type { SignedIn } from "@watchword/auth/session";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { createCaller } from "../router.ts";
import { jsonAnswer } from "./answer.ts";
import { authenticateApp } from "./authenticate-app.ts";
import { openCode, tokenVerifier } from "./code.ts";
import { redeemDeviceCode } from "./device-authorization.ts";
import { signIdToken } from "./id-token.ts";
import { OAuthError, toOAuthError } from "./oauth-error.ts";
import { onlyOnce, type Parameters, readForm } from "./parameters.ts";
import { createOidcCaller } from "./oidc-router.ts";
import { findByToken } from "./presented-session.ts";
import { sealSessionToken } from "../app-session/session-token.ts";

const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

export const GRANT_TYPES = ["authorization_code", "refresh_token", DEVICE_CODE] as const;

/** The token endpoint (OpenID Connect Core, 3.1.3 and 12). */
export async function answerToken(received: ApiContext, request: Request): Promise<Response> {
  const parameters = onlyOnce(await readForm(request));
  const app = await authenticateApp(received, request.headers, parameters);
  // A server that presents its key redeems the codes of all its users, so they aren't counted as one client's.
  const ctx = app.secretHash === null ? received : { ...received, appServer: app };
  const grant = parameters.get("grant_type");
  if (grant === "authorization_code") return redeemCode(ctx, app, parameters);
  if (grant === "refresh_token") return refresh(ctx, app, parameters);
  if (grant === DEVICE_CODE) {
    const granted = await redeemDeviceCode(ctx, app, required(parameters, "device_code"));
    return answerTokens(ctx, app, { ...granted, granted: granted.scope, nonce: null });
  }
  if (grant === undefined) throw new OAuthError("invalid_request", "grant_type is missing");
  throw new OAuthError("unsupported_grant_type", `grant_type is one of ${GRANT_TYPES.join(", ")}`);
}

async function redeemCode(
  ctx: ApiContext,
  app: RegisteredApp,
  parameters: Parameters,
): Promise<Response> {
  const code = openCode(ctx, required(parameters, "code"), app.id);
  const redirectUri = required(parameters, "redirect_uri");
  const codeVerifier = required(parameters, "code_verifier");
  const refused = new OAuthError(
    "invalid_grant",
    "The code is wrong, used, expired or another app's",
  );
  if (!code || code.redirectUri !== redirectUri) throw refused;
  if (!/^[\w.~-]{43,128}$/.test(codeVerifier)) throw refused;
  const redemption = {
    token: code.token,
    audience: app.id,
    codeVerifier: tokenVerifier(code, codeVerifier),
  };
  const redeemed = await createCaller(ctx)
    .oneTimeToken.verify({ ...redemption, transport: "token" })
    .catch(async (cause: unknown) => {
      const error = toOAuthError(cause, refused);
      if (error === refused) await endReplayed(ctx, redemption);
      throw error;
    });
  const { token: secret = "", user, session } = redeemed;
  const { scope, nonce } = code;
  return answerTokens(ctx, app, { user, session, secret, scope, granted: scope, nonce });
}

/** If the code was used before, by the same app with the same verifier, the session that it gave ends. */
async function endReplayed(
  ctx: ApiContext,
  redemption: { token: string; audience: string; codeVerifier: string },
): Promise<void> {
  const refused = new OAuthError("invalid_grant", "The code was used");
  await createOidcCaller(ctx)
    .oidc.endReplayed(redemption)
    .catch((cause: unknown) => {
      throw toOAuthError(cause, refused);
    });
}

async function refresh(
  ctx: ApiContext,
  app: RegisteredApp,
  parameters: Parameters,
): Promise<Response> {
  const presented = await findByToken(ctx, "refresh", required(parameters, "refresh_token"));
  if (presented?.appId !== app.id)
    throw new OAuthError("invalid_grant", "The refresh token is wrong, expired or another app's");
  const { scope: granted } = presented;
  const scope = narrowed(granted, parameters.get("scope"));
  return answerTokens(ctx, app, { ...presented, scope, granted, nonce: null });
}

/** The scope that was granted, or the part of it that is asked for (RFC 6749, 6). */
function narrowed(granted: string, asked: string | undefined): string {
  if (asked === undefined) return granted;
  const [scopes, wanted] = [granted.split(" "), asked.split(" ")];
  if (!wanted.every((scope) => scopes.includes(scope)))
    throw new OAuthError("invalid_scope", "More is asked for than was granted");
  return scopes.filter((scope) => wanted.includes(scope)).join(" ");
}

interface Granted extends SignedIn {
  secret: string;
  scope: string;
  /** The scope that a refresh token keeps, even if less is asked for now (RFC 6749, 6). */
  granted: string;
  nonce: string | null;
}

async function answerTokens(
  ctx: ApiContext,
  app: RegisteredApp,
  { user, session, secret, scope, granted, nonce }: Granted,
): Promise<Response> {
  const accessToken = sealSessionToken(ctx, "access", { secret, scope });
  // Without a key anybody could use a stolen one (RFC 9700, 4.14.2).
  const refreshes = app.secretHash !== null && granted.split(" ").includes("offline_access");
  const lasts = Date.parse(session.expiresAt) - (await databaseNow(ctx.auth));
  return jsonAnswer({
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: Math.max(0, Math.floor(lasts / 1000)),
    scope,
    id_token: await signIdToken(ctx, { user, session, appId: app.id, scope, nonce, accessToken }),
    ...(refreshes && {
      refresh_token: sealSessionToken(ctx, "refresh", { secret, scope: granted }),
    }),
  });
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError("invalid_request", `${name} is missing`);
  return value;
}
