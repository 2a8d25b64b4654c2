import type { ApiContext, RegisteredApp } from "../context.ts";
import { createCaller } from "../router.ts";
import { goTo, repeatedByGet, withParameters } from "./answer.ts";
import { readIdTokenHint } from "./id-token.ts";
import { OAuthError } from "./oauth-error.ts";
import { onlyOnce, type Parameters, readParameters } from "./parameters.ts";

/** What may be wrong with a request to sign out, as its page says. */
export const SIGN_OUT_PROBLEMS = ["redirect-uri", "hint", "request"] as const;

/** Why an app's request to sign somebody out isn't followed. */
export type SignOutProblem = (typeof SIGN_OUT_PROBLEMS)[number];

interface SignOutRequest {
  app: RegisteredApp | undefined;
  /** One of the app's registered URIs; null if none was asked for. */
  back: string | null;
  state: string | null;
}

/**
 * The end session endpoint (RP-Initiated Logout): goes on to the page that asks whether to sign out, which leads to the
 * app's registered URI. Whoever isn't signed in goes there at once. If the request is wrong, that page says so and
 * leads to no app (section 4).
 */
export async function endSession(ctx: ApiContext, request: Request): Promise<Response> {
  const given = await readParameters(request).catch(asProblem);
  if ("problem" in given) return ask(ctx, given);
  if (request.method === "POST")
    return (
      repeatedByGet(`${ctx.publicUrl}/oidc/end-session`, given) ?? ask(ctx, { problem: "request" })
    );
  const asked = await readSignOut(ctx, given);
  if ("problem" in asked) return ask(ctx, asked);
  const { app, back, state } = asked;
  const carried = back !== null && state !== null ? { state } : {};
  if (back !== null && (await createCaller(ctx).session.current()) === null)
    return goTo(withParameters(back, carried));
  return ask(ctx, { ...(app && { app: app.id }), ...(back !== null && { back }), ...carried });
}

/** Goes on to the page that asks. */
function ask({ publicUrl }: ApiContext, parameters: Record<string, string>): Response {
  const query = new URLSearchParams(parameters);
  return goTo(`${publicUrl}/sign-out${query.size > 0 ? "?" : ""}${query}`);
}

async function readSignOut(
  ctx: ApiContext,
  given: URLSearchParams,
): Promise<SignOutRequest | { problem: SignOutProblem }> {
  const parameters = readOnce(given);
  if ("problem" in parameters) return parameters;
  const named = await appNamed(ctx, parameters);
  if (named !== null && "problem" in named) return named;
  const app = ctx.apps.find(({ id }) => id === named?.appId);
  const back = parameters.get("post_logout_redirect_uri") ?? null;
  if (back !== null && !app?.postLogoutRedirectUris.includes(back))
    return { problem: "redirect-uri" };
  return { app, back, state: parameters.get("state") ?? null };
}

function readOnce(given: URLSearchParams): Parameters | { problem: "request" } {
  try {
    return onlyOnce(given);
  } catch (cause) {
    return asProblem(cause);
  }
}

/** The app that asks: the one that the request names, or the one that the ID token was issued to. */
async function appNamed(
  ctx: ApiContext,
  parameters: Parameters,
): Promise<{ appId: string } | { problem: "hint" } | null> {
  const id = parameters.get("client_id");
  const hint = parameters.get("id_token_hint");
  if (hint === undefined) return id === undefined ? null : { appId: id };
  const hinted = await readIdTokenHint(ctx, hint);
  const isTheirs = hinted !== null && (id === undefined || id === hinted.appId);
  return isTheirs ? { appId: hinted.appId } : { problem: "hint" };
}

function asProblem(cause: unknown): { problem: "request" } {
  if (cause instanceof OAuthError) return { problem: "request" };
  throw cause;
}
