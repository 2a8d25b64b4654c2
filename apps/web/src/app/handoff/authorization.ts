import {
  type AnswerError,
  answerUrl,
  type Authorization,
  bindCode,
  isRecentEnough,
  isWhoIsAskedFor,
  openAuthorization,
  sealLoginHint,
} from "@watchword/api/authorization";
import { goesOnUnasked, remembersConsent } from "@watchword/api/consent";
import { getApiContext, getVisitor, type Visitor } from "../../caller/caller.ts";
import { noteOutage } from "../../log/request-scope.ts";
import { isOutage } from "../pages/outage.tsx";
import { signInPath } from "../visitor/sign-in-path.ts";
import { callbackUrl, type HandoffRequest, handoffPath } from "./request.ts";

/** A hand-off, with what its app asked for by OpenID Connect. */
export interface AuthorizedHandoff extends HandoffRequest {
  authorization: Authorization | null;
}

/** Decrypts what the app asked for. A problem if it isn't for this hand-off. */
export async function withAuthorization<Problem>(
  request: HandoffRequest | { problem: Problem },
): Promise<AuthorizedHandoff | { problem: Problem | "request" }> {
  if ("problem" in request) return request;
  if (request.oidc === null) return { ...request, authorization: null };
  const authorization = openAuthorization(await getApiContext(), request, request.oidc);
  return authorization ? { ...request, authorization } : { problem: "request" };
}

/** Where visitors sign in before they go on; null if they signed in recently enough for the app. */
export async function signInFirst(
  handoff: AuthorizedHandoff,
  visitor: Visitor | null,
): Promise<string | null> {
  const next = handoffPath(handoff);
  const { authorization } = handoff;
  if (!visitor) {
    const loginHint = authorization?.loginHint ?? null;
    const hint = loginHint && sealLoginHint(await getApiContext(), loginHint);
    return signInPath({ next, hint });
  }
  if (!authorization || isRecentEnough(authorization, visitor.session)) return null;
  return signInPath({ next, again: true });
}

/**
 * Whether the app is for accounts like the visitor's. A collection may exclude apps that others of its host go on to.
 */
export async function isForAccount(
  { app }: AuthorizedHandoff,
  { user }: Visitor,
): Promise<boolean> {
  const { appsOf } = await getApiContext();
  return appsOf(user.collection).some(({ id }) => id === app.id);
}

/** Whether the app asked for another account than the visitor's. */
export async function isSomebodyElse(
  { authorization, app }: AuthorizedHandoff,
  { user }: Visitor,
): Promise<boolean> {
  if (!authorization) return false;
  return !(await isWhoIsAskedFor(await getApiContext(), authorization, app, user));
}

/** Whether the visitor goes on without being asked again. */
export function isAskedOnce(handoff: AuthorizedHandoff): boolean {
  return handoff.authorization !== null && !handoff.app.trusted && remembersConsent(handoff);
}

/** Whether a visitor goes on without being asked. */
export async function goesOnAtOnce(handoff: AuthorizedHandoff, visitor: Visitor): Promise<boolean> {
  const { app, authorization, redirectUri } = handoff;
  if (!(await isForAccount(handoff, visitor))) return false;
  // If no key is required, only a web address shows who gets the token (RFC 8252, 8.6).
  if (!authorization) return app.trusted && redirectUri.startsWith("https:");
  const isAsked = authorization.asks === "account" || authorization.asks === "consent";
  if (isAsked || (await isSomebodyElse(handoff, visitor))) return false;
  return goesOnUnasked(await getApiContext(), handoff);
}

/**
 * If the app wants the visitor to be asked nothing (OpenID Connect Core, 3.1.2.1) but the visitor would have to be,
 * where the browser is led; otherwise null.
 */
export async function refuseToAsk(handoff: AuthorizedHandoff): Promise<string | null> {
  const { authorization } = handoff;
  if (authorization?.asks !== "nothing") return null;
  try {
    const visitor = await getVisitor();
    const suits =
      visitor !== null &&
      isRecentEnough(authorization, visitor.session) &&
      (await isForAccount(handoff, visitor)) &&
      !(await isSomebodyElse(handoff, visitor));
    if (!suits) return await refuseTo(handoff, "login_required");
    return (await goesOnAtOnce(handoff, visitor)) ? null : refuseTo(handoff, "consent_required");
  } catch (error) {
    if (!isOutage(error)) throw error;
    noteOutage();
    return refuseTo(handoff, "temporarily_unavailable");
  }
}

/**
 * The URL with which the browser takes a token to one of the app's registered URIs. `generate` makes the token for the
 * holder of a verifier.
 */
export async function tokenTo(
  handoff: AuthorizedHandoff,
  generate: (codeChallenge: string) => Promise<string>,
): Promise<string> {
  const { authorization, challenge } = handoff;
  if (!authorization) return callbackUrl(handoff, { token: await generate(challenge) });
  const { salt, codeChallenge } = bindCode(challenge);
  const token = await generate(codeChallenge);
  return answerUrl(await getApiContext(), handoff, authorization, { token, salt });
}

/** The URL that tells the app that the visitor said no. */
export async function declineTo(handoff: AuthorizedHandoff): Promise<string> {
  const error = "access_denied";
  return handoff.authorization ? refuseTo(handoff, error) : callbackUrl(handoff, { error });
}

/** The URL that tells the app, by OpenID Connect, why the visitor doesn't go on. */
export async function refuseTo(handoff: AuthorizedHandoff, error: AnswerError): Promise<string> {
  const { authorization } = handoff;
  if (!authorization) throw new Error("Only OpenID Connect has such an answer.");
  return answerUrl(await getApiContext(), handoff, authorization, { error });
}
