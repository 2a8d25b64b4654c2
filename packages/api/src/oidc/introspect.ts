import type { ApiContext } from "../context.ts";
import { jsonAnswer } from "./answer.ts";
import { authenticateApp } from "./authenticate-app.ts";
import { OAuthError } from "./oauth-error.ts";
import { onlyOnce, readForm } from "./parameters.ts";
import { findByToken } from "./presented-session.ts";

/**
 * The introspection endpoint (RFC 7662): tells an app that has a key about its own tokens, and nothing about others.
 */
export async function answerIntrospect(ctx: ApiContext, request: Request): Promise<Response> {
  const parameters = onlyOnce(await readForm(request));
  const app = await authenticateApp(ctx, request.headers, parameters);
  if (app.secretHash === null)
    throw new OAuthError("unauthorized_client", "Only for apps that have a key");
  const token = parameters.get("token");
  if (token === undefined) throw new OAuthError("invalid_request", "token is missing");
  const access = await findByToken(ctx, "access", token);
  const presented = access ?? (await findByToken(ctx, "refresh", token));
  if (presented?.appId !== app.id) return jsonAnswer({ active: false });
  const { user, session, scope } = presented;
  const secondsOf = (time: string) => Math.floor(Date.parse(time) / 1000);
  return jsonAnswer({
    active: true,
    scope,
    client_id: app.id,
    ...(access !== null && { token_type: "Bearer" }),
    exp: secondsOf(session.expiresAt),
    iat: secondsOf(session.createdAt),
    sub: user.id,
    aud: app.id,
    iss: ctx.publicUrl,
    sid: session.id,
  });
}
