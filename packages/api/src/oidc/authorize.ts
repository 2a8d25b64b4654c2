import { databaseNow } from "@watchword/auth/clock";
import type { SignedIn } from "@watchword/auth/session";
import { parseCookie, stringifySetCookie } from "cookie";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { LOCALE_COOKIE, requestedLocale } from "../http/requested-locale.ts";
import { createCaller } from "../router.ts";
import { beginAgain, goTo, repeatedByGet } from "./answer.ts";
import {
  type Authorization,
  isRecentEnough,
  isWhoIsAskedFor,
  responseUrl,
  sealAuthorization,
} from "./authorization.ts";
import {
  type AuthorizationRequest,
  readAuthorizationRequest,
  readTarget,
  type Target,
} from "./authorization-request.ts";
import { readIdTokenHint } from "./id-token.ts";
import { answeredError, errorParameters, OAuthError } from "./oauth-error.ts";
import { readForm } from "./parameters.ts";
import { withPushedRequest } from "./pushed-request.ts";
import { goesOnUnasked } from "./remembered-consent.ts";

/** The longest path that a sign-in may lead on to. */
const MAX_PATH = 2048;

/**
 * The authorization endpoint: checks the request and goes on to the hand-off's page. Errors go to the redirect URI, but
 * only to one that is registered.
 */
export async function authorize(ctx: ApiContext, request: Request): Promise<Response> {
  if (request.method === "POST") return repeatByGet(ctx, request);
  const given = await withPushedRequest(ctx, new URL(request.url).searchParams);
  if (given === null) return beginAgain(ctx);
  const target = readTarget(ctx, given);
  if ("unknown" in target) return explain(ctx, target.unknown);
  try {
    const url = await handOffUrl(ctx, target, readAuthorizationRequest(target.app, given));
    return inLanguage(ctx, request, { wanted: given.get("ui_locales"), answer: goTo(url) });
  } catch (cause) {
    const onInvalid = new OAuthError("access_denied", "Refused");
    const error = answeredError(ctx, { cause, path: "oidc.authorize", onInvalid });
    return goTo(errorUrl(ctx, target, error));
  }
}

/** A post from the app's page brings no cookies, but the GET that follows it does. */
async function repeatByGet(ctx: ApiContext, request: Request): Promise<Response> {
  const form = await readForm(request).catch((cause: unknown) => {
    if (cause instanceof OAuthError) return null;
    throw cause;
  });
  const repeated = form && repeatedByGet(`${ctx.publicUrl}/oidc/authorize`, form);
  return repeated ?? beginAgain(ctx);
}

/** Shows the pages in the language of the app's (`ui_locales`), unless somebody chose another here. */
function inLanguage(
  ctx: ApiContext,
  request: Request,
  { wanted, answer }: { wanted: string | null; answer: Response },
): Response {
  const hasChosen = parseCookie(request.headers.get("cookie") ?? "")[LOCALE_COOKIE] !== undefined;
  if (wanted === null || hasChosen) return answer;
  const asked = new Headers({ "accept-language": wanted.replaceAll(/[^\w-]+/g, ",") });
  const locale = requestedLocale(asked, ctx.auth.locales);
  if (locale === null) return answer;
  const secure = ctx.publicUrl.startsWith("https:");
  const cookie = {
    name: LOCALE_COOKIE,
    value: locale,
    path: "/",
    sameSite: "lax",
    secure,
  } as const;
  answer.headers.append("set-cookie", stringifySetCookie({ ...cookie, httpOnly: true }));
  return answer;
}

/** The hand-off's page says whether the app or its redirect URI isn't registered, because nothing may be sent there. */
function explain({ publicUrl }: ApiContext, appId: string): Response {
  const query = new URLSearchParams({ app: appId.slice(0, 63), redirect_uri: "" });
  return goTo(`${publicUrl}/handoff?${query}`);
}

function errorUrl(ctx: ApiContext, target: Target, error: OAuthError): string {
  const { state } = target;
  return responseUrl(ctx, target, { ...errorParameters(error), ...(state !== null && { state }) });
}

async function handOffUrl(
  ctx: ApiContext,
  target: Target,
  request: AuthorizationRequest,
): Promise<string> {
  const authorization = await authorizationOf(ctx, target, request);
  if (authorization.asks === "nothing") await requireSilence(ctx, target, authorization);
  const query = new URLSearchParams({
    app: target.app.id,
    challenge: request.challenge,
    state: request.state,
    redirect_uri: target.redirectUri,
    oidc: sealAuthorization(ctx, target, authorization),
  });
  const path = `/handoff?${query}`;
  if (path.length > MAX_PATH) throw new OAuthError("invalid_request", "The request is too long");
  return `${ctx.publicUrl}${path}`;
}

async function authorizationOf(
  ctx: ApiContext,
  { app, responseMode }: Target,
  { scope, nonce, prompts, maxAge, idTokenHint, loginHint }: AuthorizationRequest,
): Promise<Authorization> {
  const hint = idTokenHint === null ? null : await readIdTokenHint(ctx, idTokenHint);
  if (idTokenHint !== null && hint?.appId !== app.id)
    throw new OAuthError("invalid_request", "id_token_hint is no ID token of this app's");
  const signsInAgain = prompts.has("login") || prompts.has("select_account");
  return {
    scope: scope.join(" "),
    nonce,
    responseMode,
    asks: askedOf(prompts),
    signedInSince: await momentBefore(ctx, signsInAgain ? 0 : maxAge),
    subject: hint?.subject ?? null,
    loginHint,
  };
}

function askedOf(prompts: AuthorizationRequest["prompts"]): Authorization["asks"] {
  if (prompts.has("none")) return "nothing";
  if (prompts.has("select_account")) return "account";
  return prompts.has("consent") ? "consent" : null;
}

/** The time that many seconds ago, by the database's clock; null for null. */
async function momentBefore({ auth }: ApiContext, seconds: number | null): Promise<string | null> {
  if (seconds === null) return null;
  return new Date((await databaseNow(auth)) - seconds * 1000).toISOString();
}

/** Refuses a request that can't be answered without a page (OpenID Connect Core, 3.1.2.6). */
async function requireSilence(
  ctx: ApiContext,
  target: Target,
  authorization: Authorization,
): Promise<void> {
  const { app } = target;
  const current = await createCaller(ctx).session.current();
  if (!current || !(await mayGoOn(ctx, app, authorization, current)))
    throw new OAuthError("login_required", "No suitable account is signed in");
  if (!(await goesOnUnasked(ctx, target)))
    throw new OAuthError("consent_required", "The user has to consent first");
}

async function mayGoOn(
  ctx: ApiContext,
  app: RegisteredApp,
  authorization: Authorization,
  { user, session }: SignedIn,
): Promise<boolean> {
  return (
    session.audience === null &&
    ctx.appsOf(user.collection).some(({ id }) => id === app.id) &&
    isRecentEnough(authorization, session) &&
    isWhoIsAskedFor(ctx, authorization, app, user)
  );
}
