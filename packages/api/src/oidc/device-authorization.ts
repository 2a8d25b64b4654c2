import { getTRPCErrorFromUnknown } from "@trpc/server";
import type { SignedIn } from "@watchword/auth/session";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { toRefusal } from "../refusal.ts";
import { createCaller } from "../router.ts";
import { jsonAnswer } from "./answer.ts";
import { authenticateApp } from "./authenticate-app.ts";
import { OAuthError, toOAuthError } from "./oauth-error.ts";
import { onlyOnce, readForm } from "./parameters.ts";
import { createOidcCaller } from "./oidc-router.ts";
import { readScope } from "./scope.ts";

/** The device authorization endpoint (RFC 8628, 3.1): for programs that have no browser. */
export async function answerDeviceAuthorization(
  ctx: ApiContext,
  request: Request,
): Promise<Response> {
  const parameters = onlyOnce(await readForm(request));
  const app = await authenticateApp(ctx, request.headers, parameters);
  requireDevices(app);
  const scope = readScope(app, parameters.get("scope") ?? "openid");
  if (!scope.includes("openid")) throw new OAuthError("invalid_scope", "scope lacks openid");
  const asked = { app: app.id, scope: scope.join(" ") };
  const requested = await createOidcCaller(ctx)
    .oidc.requestDevice(asked)
    .catch((cause: unknown) => {
      const gone = new OAuthError("invalid_client", "The app was removed");
      throw toOAuthError(cause, gone);
    });
  const verification = `${ctx.publicUrl}/device`;
  return jsonAnswer({
    device_code: requested.deviceCode,
    user_code: requested.userCode,
    verification_uri: verification,
    verification_uri_complete: `${verification}?user_code=${requested.userCode}`,
    expires_in: requested.expiresInSeconds,
    interval: requested.intervalSeconds,
  });
}

/**
 * RFC 6749, 5.2. Most apps shouldn't be able to show codes on devices, even apps of the operator's own (RFC 8628, 5.4).
 */
function requireDevices({ deviceAuthorization }: RegisteredApp): void {
  if (deviceAuthorization) return;
  const description = "The app isn't registered for devices: deviceAuthorization";
  throw new OAuthError("unauthorized_client", description);
}

/** What a device gets instead of a session (RFC 8628, 3.5). */
const REFUSALS = {
  AUTHORIZATION_PENDING: ["authorization_pending", "Nobody has decided yet"],
  SLOW_DOWN: ["slow_down", "Wait five seconds longer between two requests"],
  EXPIRED_TOKEN: ["expired_token", "Nobody decided in time, or the device came back too late"],
  ACCESS_DENIED: ["access_denied", "Somebody refused"],
  INVALID_TOKEN: ["invalid_grant", "The code is wrong, used, another app's or another issuer's"],
} as const;

/** The session that a device gets for its code once somebody approved, with the scope that it asked for. */
export async function redeemDeviceCode(
  ctx: ApiContext,
  app: RegisteredApp,
  deviceCode: string,
): Promise<SignedIn & { secret: string; scope: string }> {
  requireDevices(app);
  const asRefusal = (cause: unknown): never => {
    throw toOAuthError(cause, refusal(isTooLate(cause) ? "EXPIRED_TOKEN" : "INVALID_TOKEN"));
  };
  const asked = { audience: app.id, deviceCode };
  const found = await createOidcCaller(ctx).oidc.pollDevice(asked).catch(asRefusal);
  if (!found.ok) throw refusal(found.reason);
  const { token, scope } = found;
  const { token: secret = "", ...signedIn } = await createCaller(ctx)
    .oneTimeToken.verify({
      token,
      audience: app.id,
      codeVerifier: deviceCode,
      transport: "token",
    })
    .catch(asRefusal);
  return { ...signedIn, secret, scope };
}

/** Whether the device came too late for what somebody approved. */
function isTooLate(cause: unknown): boolean {
  return toRefusal(getTRPCErrorFromUnknown(cause))?.reason === "EXPIRED_TOKEN";
}

function refusal(reason: keyof typeof REFUSALS): OAuthError {
  const [code, description] = REFUSALS[reason];
  return new OAuthError(code, description, { status: 400 });
}
