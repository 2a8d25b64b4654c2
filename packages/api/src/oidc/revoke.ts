import type { ApiContext } from "../context.ts";
import { NO_STORE } from "./answer.ts";
import { authenticateApp } from "./authenticate-app.ts";
import { OAuthError, toOAuthError } from "./oauth-error.ts";
import { onlyOnce, readForm } from "./parameters.ts";
import { callerOf, findByToken } from "./presented-session.ts";

/** The revocation endpoint (RFC 7009): ends the app's session, and so every token of it. */
export async function answerRevoke(ctx: ApiContext, request: Request): Promise<Response> {
  const parameters = onlyOnce(await readForm(request));
  const app = await authenticateApp(ctx, request.headers, parameters);
  const token = parameters.get("token");
  if (token === undefined) throw new OAuthError("invalid_request", "token is missing");
  const presented =
    (await findByToken(ctx, "access", token)) ?? (await findByToken(ctx, "refresh", token));
  if (presented !== null) {
    const refused = new OAuthError("unauthorized_client", "The token is another app's");
    if (presented.appId !== app.id) throw refused;
    await callerOf(ctx, presented.secret)
      .session.signOut()
      .catch((cause: unknown) => {
        throw toOAuthError(cause, refused);
      });
  }
  return new Response(null, { status: 200, headers: NO_STORE });
}
