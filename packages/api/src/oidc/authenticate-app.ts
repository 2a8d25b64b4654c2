import { isAppKey } from "../app-key.ts";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { limitClient } from "../limit-client.ts";
import { OAuthError, toOAuthError } from "./oauth-error.ts";
import type { Parameters } from "./parameters.ts";

/** How an app may authenticate, as discovery names it. */
export const AUTHENTICATION_METHODS = ["client_secret_basic", "client_secret_post", "none"];

interface Presented {
  id: string;
  secret: string | null;
  isBasic: boolean;
}

/**
 * The app that makes a request: by its key if it has one (RFC 6749, 2.3), otherwise by its id. `invalid_client` for any
 * other; wrong keys count as the client's guesses.
 */
export async function authenticateApp(
  ctx: ApiContext,
  headers: Pick<Headers, "get">,
  parameters: Parameters,
): Promise<RegisteredApp> {
  const presented = readPresented(headers, parameters);
  const app = ctx.apps.find(({ id }) => id === presented.id);
  const isRight =
    app !== undefined &&
    (app.secretHash === null
      ? presented.secret === null
      : presented.secret !== null && isAppKey(app, presented.secret));
  if (isRight) return app;
  const refusal = wrongClient(presented.isBasic);
  await limitClient(ctx, "guess").catch((cause: unknown) => {
    throw toOAuthError(cause, refusal);
  });
  throw refusal;
}

function readPresented(headers: Pick<Headers, "get">, parameters: Parameters): Presented {
  const id = parameters.get("client_id");
  const secret = parameters.get("client_secret");
  const authorization = headers.get("authorization");
  if (authorization === null) {
    if (id === undefined) throw new OAuthError("invalid_client", "client_id is missing");
    return { id, secret: secret ?? null, isBasic: false };
  }
  const basic = readBasic(authorization);
  if (basic === null) throw wrongClient(true);
  if (secret !== undefined)
    throw new OAuthError("invalid_request", "The app authenticates in two ways");
  if (id !== undefined && id !== basic.id)
    throw new OAuthError("invalid_request", "client_id is another one than the header's");
  return { ...basic, isBasic: true };
}

/** Both halves are encoded like a form's fields before they are joined (RFC 6749, 2.3.1). */
function readBasic(authorization: string): { id: string; secret: string | null } | null {
  const encoded = /^Basic ([\w+/-]+=*)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return null;
  const [, id, secret] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  if (id === undefined || secret === undefined) return null;
  return { id: decodeField(id), secret: secret === "" ? null : decodeField(secret) };
}

function decodeField(field: string): string {
  try {
    return decodeURIComponent(field.replaceAll("+", " "));
  } catch {
    return field;
  }
}

function wrongClient(isBasic: boolean): OAuthError {
  const headers: Record<string, string> = isBasic
    ? { "www-authenticate": 'Basic realm="oidc"' }
    : {};
  return new OAuthError("invalid_client", "The app isn't registered, or its key is wrong", {
    headers,
  });
}
