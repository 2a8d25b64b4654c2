import { databaseNow } from "@watchword/auth/clock";
import type { ApiContext } from "../context.ts";
import { jsonAnswer } from "./answer.ts";
import { authenticateApp } from "./authenticate-app.ts";
import { readAuthorizationRequest, readTarget } from "./authorization-request.ts";
import { OAuthError } from "./oauth-error.ts";
import { onlyOnce, readForm } from "./parameters.ts";

type Sealing = Pick<ApiContext, "auth" | "publicUrl">;

/** What a `request_uri` of ours begins with (RFC 9126, 2.2). */
const PREFIX = "urn:ietf:params:oauth:request_uri:";

/** How long it works, even if somebody loads the page again. A browser follows it at once. */
const TTL_SECONDS = 60;

/**
 * The pushed authorization request endpoint (RFC 9126): checks an app's authorization request, and answers with a
 * `request_uri` that the browser takes to the authorization endpoint instead. It contains the sealed request, so
 * nothing is stored.
 */
export async function answerPushedRequest(ctx: ApiContext, request: Request): Promise<Response> {
  const asked = await readForm(request);
  const app = await authenticateApp(ctx, request.headers, onlyOnce(asked));
  if (asked.get("request_uri")) throw new OAuthError("invalid_request", "Push the request itself");
  asked.set("client_id", app.id);
  asked.delete("client_secret");
  if ("unknown" in readTarget(ctx, asked))
    throw new OAuthError("invalid_request", "redirect_uri isn't registered for the app");
  readAuthorizationRequest(app, asked);
  const endsAt = (await databaseNow(ctx.auth)) + TTL_SECONDS * 1000;
  const requestUri = sealRequest(ctx, { appId: app.id, asked: `${asked}`, endsAt });
  return jsonAnswer({ request_uri: requestUri, expires_in: TTL_SECONDS }, { status: 201 });
}

interface PushedRequest {
  appId: string;
  /** Its parameters, encoded as a query. */
  asked: string;
  /** In milliseconds, by the database's clock. */
  endsAt: number;
}

/** The `request_uri` of a pushed request. */
export function sealRequest(ctx: Sealing, { appId, asked, endsAt }: PushedRequest): string {
  const sealed = ctx.auth.keys.seal(JSON.stringify([endsAt, asked]), contextOf(ctx, appId));
  return `${PREFIX}${sealed.toString("base64url")}`;
}

/**
 * The parameters of a request: only the pushed ones, if it names those. Null if they aren't this app's, or are too old.
 */
export async function withPushedRequest(
  ctx: ApiContext,
  given: URLSearchParams,
): Promise<URLSearchParams | null> {
  const uris = given.getAll("request_uri");
  const pushed = uris.find((uri) => uri.startsWith(PREFIX));
  if (pushed === undefined) return given;
  const [appId = "", ...more] = given.getAll("client_id");
  if (uris.length > 1 || more.length > 0) return null;
  const sealed = Buffer.from(pushed.slice(PREFIX.length), "base64url");
  const content = ctx.auth.keys.unseal(sealed, contextOf(ctx, appId));
  if (content === null) return null;
  const [endsAt, asked] = JSON.parse(content) as [number, string];
  return endsAt > (await databaseNow(ctx.auth)) ? new URLSearchParams(asked) : null;
}

function contextOf({ publicUrl }: Sealing, appId: string): string {
  return JSON.stringify(["watchword/oidc-pushed-request", publicUrl, appId]);
}
