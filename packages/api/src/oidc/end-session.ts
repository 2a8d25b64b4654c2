import type { ApiContext } from "../context.ts";
import { createCaller } from "../router.ts";
import { goTo, withParameters } from "./answer.ts";
import { readIdTokenHint } from "./id-token.ts";
import { OAuthError } from "./oauth-error.ts";
import { onlyOnce, type Parameters, readParameters } from "./parameters.ts";

/**
 * The end session endpoint (RP-Initiated Logout): goes on to the page that asks whether to sign out, which leads to the
 * app's registered URI. Whoever isn't signed in goes there at once.
 */
export async function endSession(ctx: ApiContext, request: Request): Promise<Response> {
  const given = await readParameters(request);
  if (request.method === "POST") return goTo(`${ctx.publicUrl}/oidc/end-session?${given}`);
  const parameters = onlyOnce(given);
  const appId = await appIdOf(ctx, parameters);
  const app = ctx.apps.find(({ id }) => id === appId);
  const asked = parameters.get("post_logout_redirect_uri");
  const isRegistered = asked !== undefined && app?.postLogoutRedirectUris.includes(asked) === true;
  if (asked !== undefined && !isRegistered)
    throw new OAuthError(
      "invalid_request",
      "post_logout_redirect_uri isn't registered for the app",
    );
  const state = parameters.get("state");
  if (asked !== undefined && (await createCaller(ctx).session.current()) === null)
    return goTo(withParameters(asked, state === undefined ? {} : { state }));
  const query = new URLSearchParams({
    ...(app && { app: app.id }),
    ...(asked !== undefined && { back: asked }),
    ...(asked !== undefined && state !== undefined && { state }),
  });
  return goTo(`${ctx.publicUrl}/sign-out${query.size > 0 ? "?" : ""}${query}`);
}

/** Which app asks: as it says, or as the ID token says that it was given. */
async function appIdOf(ctx: ApiContext, parameters: Parameters): Promise<string | null> {
  const id = parameters.get("client_id") ?? null;
  const hint = parameters.get("id_token_hint");
  if (hint === undefined) return id;
  const hinted = await readIdTokenHint(ctx, hint);
  if (hinted === null || (id !== null && id !== hinted.appId))
    throw new OAuthError("invalid_request", "id_token_hint is no ID token of this app's");
  return hinted.appId;
}
