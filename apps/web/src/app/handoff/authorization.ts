import {
  answerUrl,
  type Authorization,
  bindCode,
  isRecentEnough,
  isWhoIsAskedFor,
  openAuthorization,
} from "@watchword/api/authorization";
import { hasConsented, remembersConsent } from "@watchword/api/consent";
import { getApiContext, type Visitor } from "../../caller/caller.ts";
import { signInPath } from "../visitor/sign-in-path.ts";
import { callbackUrl, type HandoffRequest, handoffPath } from "./request.ts";

/** A hand-off, with what its app asked for by OpenID Connect. */
export interface AuthorizedHandoff extends HandoffRequest {
  authorization: Authorization | null;
}

/** Opens what the app asked for. A problem where it isn't what it asked for. */
export async function withAuthorization<Problem>(
  request: HandoffRequest | { problem: Problem },
): Promise<AuthorizedHandoff | { problem: Problem | "request" }> {
  if ("problem" in request) return request;
  if (request.oidc === null) return { ...request, authorization: null };
  const authorization = openAuthorization(await getApiContext(), request, request.oidc);
  return authorization ? { ...request, authorization } : { problem: "request" };
}

/** Where visitors sign in before they go on; null if they signed in recently enough for the app. */
export function signInFirst(handoff: AuthorizedHandoff, visitor: Visitor | null): string | null {
  const next = handoffPath(handoff);
  const { authorization } = handoff;
  if (!visitor) return signInPath({ next, hint: authorization?.loginHint ?? null });
  if (!authorization || isRecentEnough(authorization, visitor.session)) return null;
  return signInPath({ next, again: true });
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

/** Whether the visitor went on to the app before, and needn't be asked again. */
async function wentOnBefore(handoff: AuthorizedHandoff): Promise<boolean> {
  return isAskedOnce(handoff) && hasConsented(await getApiContext(), handoff);
}

/** Whether a visitor goes on without being asked. */
export async function goesOnAtOnce(handoff: AuthorizedHandoff, visitor: Visitor): Promise<boolean> {
  if (handoff.authorization?.asks || (await isSomebodyElse(handoff, visitor))) return false;
  return handoff.app.trusted || wentOnBefore(handoff);
}

/**
 * Where the browser takes a token to, which `generate` makes for the holder of a verifier: a registered URI of the app's
 * and nowhere else.
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

/** The same for a visitor who says no. */
export async function declineTo(handoff: AuthorizedHandoff): Promise<string> {
  const { authorization } = handoff;
  const answer = { error: "access_denied" } as const;
  if (!authorization) return callbackUrl(handoff, answer);
  return answerUrl(await getApiContext(), handoff, authorization, answer);
}

/** The same for a visitor who isn't the person that the app asked for. */
export async function refuseSomebodyElse(handoff: AuthorizedHandoff): Promise<string> {
  const { authorization } = handoff;
  if (!authorization) throw new Error("Only OpenID Connect asks for somebody.");
  return answerUrl(await getApiContext(), handoff, authorization, { error: "login_required" });
}
