import type { ApiContext } from "../context.ts";
import { jsonAnswer } from "./answer.ts";
import { claimsOf } from "../app-session/claims.ts";
import { OAuthError } from "./oauth-error.ts";
import { isForm, onlyOnce, readForm } from "./parameters.ts";
import { findByToken } from "./presented-session.ts";

/** The userinfo endpoint (OpenID Connect Core, 5.3), with the access token in the header or in a form (RFC 6750, 2). */
export async function answerUserinfo(ctx: ApiContext, request: Request): Promise<Response> {
  const presented = await findByToken(ctx, "access", await readAccessToken(request));
  if (presented === null)
    throw new OAuthError("invalid_token", "The access token is wrong or expired", {
      headers: { "www-authenticate": 'Bearer realm="oidc", error="invalid_token"' },
    });
  return jsonAnswer(claimsOf(presented, presented.scope));
}

async function readAccessToken(request: Request): Promise<string> {
  const header = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const posted = isForm(request)
    ? onlyOnce(await readForm(request)).get("access_token")
    : undefined;
  if (header !== undefined && posted !== undefined)
    throw new OAuthError("invalid_request", "The access token is given twice", {
      headers: { "www-authenticate": 'Bearer realm="oidc", error="invalid_request"' },
    });
  const token = header ?? posted;
  if (token === undefined)
    throw new OAuthError("invalid_token", "The access token is missing", {
      headers: { "www-authenticate": 'Bearer realm="oidc"' },
    });
  return token;
}
