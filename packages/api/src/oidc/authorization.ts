import type { Session } from "@watchword/auth/session";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { withParameters } from "./answer.ts";
import type { ResponseMode } from "./authorization-request.ts";
import { bindCode, sealCode } from "./code.ts";
import { formPostUrl } from "./form-post.ts";
import { subjectOf } from "../app-session/subject.ts";

export { bindCode, withParameters };

type Sealing = Pick<ApiContext, "auth" | "publicUrl">;

/** What a hand-off knows beside its own parameters if an app asked for it by OpenID Connect. */
export interface Authorization {
  scope: string;
  nonce: string | null;
  responseMode: ResponseMode;
  /**
   * What people are asked on the way, even if they are signed in; `nothing` if the app would rather get an error
   * (`prompt=none`).
   */
  asks: "account" | "consent" | "nothing" | null;
  /** People who signed in before this time have to sign in again; ISO 8601. */
  signedInSince: string | null;
  /** The only account that is accepted, by the id under which the app knows it. */
  subject: string | null;
  /** The address that people probably want to sign in with. */
  loginHint: string | null;
}

/** The hand-off that an authorization is sealed for: it is valid for no other. */
interface HandOff {
  app: Pick<RegisteredApp, "id">;
  redirectUri: string;
}

/** An authorization as a hand-off's address carries it. */
export function sealAuthorization(ctx: Sealing, handOff: HandOff, authorization: Authorization) {
  const { scope, nonce, responseMode, asks, signedInSince, subject, loginHint } = authorization;
  const content = JSON.stringify([
    scope,
    nonce,
    responseMode,
    asks,
    signedInSince,
    subject,
    loginHint,
  ]);
  return ctx.auth.keys.seal(content, contextOf(ctx, handOff)).toString("base64url");
}

/** Null if no app asked for it here. */
export function openAuthorization(
  ctx: Sealing,
  handOff: HandOff,
  sealed: string,
): Authorization | null {
  const content = ctx.auth.keys.unseal(Buffer.from(sealed, "base64url"), contextOf(ctx, handOff));
  if (content === null) return null;
  const [scope, nonce, responseMode, asks, signedInSince, subject, loginHint] = JSON.parse(content);
  return { scope, nonce, responseMode, asks, signedInSince, subject, loginHint };
}

const LOGIN_HINT = "watchword/login-hint";

/** A `loginHint`, sealed for a page's address, because proxies log addresses and browsers keep them. */
export function sealLoginHint({ auth }: Pick<ApiContext, "auth">, loginHint: string): string {
  return auth.keys.seal(loginHint, LOGIN_HINT).toString("base64url");
}

/** Null if it wasn't sealed here. */
export function openLoginHint({ auth }: Pick<ApiContext, "auth">, sealed: string): string | null {
  return auth.keys.unseal(Buffer.from(sealed, "base64url"), LOGIN_HINT);
}

/** Whether the session is recent enough for what the app asked for. */
export function isRecentEnough({ signedInSince }: Authorization, session: Session): boolean {
  return signedInSince === null || Date.parse(session.authenticatedAt) >= Date.parse(signedInSince);
}

/** Whether the session belongs to the account that the app asked for, if it named one. */
export async function isWhoIsAskedFor(
  ctx: Pick<ApiContext, "auth">,
  { subject }: Authorization,
  app: RegisteredApp,
  user: { id: string },
): Promise<boolean> {
  return subject === null || subject === (await subjectOf(ctx, app, user.id));
}

/** The error that the app gets if nobody goes on. */
export type AnswerError =
  | "access_denied"
  | "consent_required"
  | "login_required"
  | "temporarily_unavailable";

/** Where the browser takes the answer: to the app's redirect URI, or to a page that posts it there. */
export function answerUrl(
  ctx: Sealing,
  { app, redirectUri, state }: HandOff & { state: string },
  authorization: Authorization,
  answer: { token: string; salt: string } | { error: AnswerError },
): string {
  const { scope, nonce, responseMode } = authorization;
  const told =
    "token" in answer
      ? {
          code: sealCode(
            ctx,
            { token: answer.token, appId: app.id },
            { redirectUri, scope, nonce, salt: answer.salt },
          ),
        }
      : answer;
  return responseUrl(ctx, { redirectUri, responseMode }, { ...told, state });
}

/** Where the browser takes any response to the app; `iss` says who it comes from (RFC 9207). */
export function responseUrl(
  ctx: Sealing,
  { redirectUri, responseMode }: { redirectUri: string; responseMode: ResponseMode },
  parameters: Record<string, string>,
): string {
  const all = { ...parameters, iss: ctx.publicUrl };
  return responseMode === "form_post"
    ? formPostUrl(ctx, { redirectUri, parameters: all })
    : withParameters(redirectUri, all);
}

function contextOf({ publicUrl }: Sealing, { app, redirectUri }: HandOff): string {
  return JSON.stringify(["watchword/oidc-authorization", publicUrl, app.id, redirectUri]);
}
