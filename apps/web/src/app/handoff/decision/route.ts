import { rememberConsent } from "@watchword/api/consent";
import type { ApiContext } from "@watchword/api/context";
import type { RefusalData } from "@watchword/api/refusal";
import { createCaller } from "@watchword/api/router";
import { getApiContext, getVisitor } from "../../../caller/caller.ts";
import { textOf } from "../../forms/form-text.ts";
import { refusalIn } from "../../refusals/refused.ts";
import {
  type AuthorizedHandoff,
  declineTo,
  isForAccount,
  isSomebodyElse,
  refuseTo,
  refuseToAsk,
  signInFirst,
  tokenTo,
  withAuthorization,
} from "../authorization.ts";
import { refusedPath } from "../refused-before.ts";
import { handoffPath, readHandoff } from "../request.ts";

/**
 * The answer to a hand-off's page: back to the app with a token or with `access_denied`. No server
 * action, so that the browser itself is sent to the other origin, by 303, with scripts or without.
 */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => null);
  if (!form) return new Response("The form is malformed.", { status: 400 });
  // The app and the redirect URI are read from the same list of apps, so the token goes to the app of the redirect URI.
  const api = await getApiContext();
  const handoff = await withAuthorization(
    readHandoff(api, (name) => (form.has(name) ? textOf(form, name) : null)),
  );
  if ("problem" in handoff) return goTo("/handoff");
  if (textOf(form, "decision") !== "continue") {
    return goTo(await declineTo(handoff));
  }
  try {
    return goTo(await handOff(api, handoff, textOf(form, "sessionId")));
  } catch (error) {
    return goTo(await afterRefusal(handoff, refusalIn(error)));
  }
}

/** Where to go with the visitor's token, or to ask again: they signed out, or are somebody else by now. */
async function handOff(
  api: ApiContext,
  handoff: AuthorizedHandoff,
  agreedIn: string,
): Promise<string> {
  const refused = await refuseToAsk(handoff);
  if (refused !== null) return refused;
  const page = handoffPath(handoff);
  const visitor = await getVisitor();
  const first = await signInFirst(handoff, visitor);
  if (!visitor || first !== null) return first ?? page;
  if (visitor.session.id !== agreedIn || !(await isForAccount(handoff, visitor))) return page;
  if (await isSomebodyElse(handoff, visitor)) return refuseTo(handoff, "login_required");
  if (handoff.authorization) await rememberConsent(api, handoff);
  const { oneTimeToken } = createCaller(api);
  return tokenTo(handoff, async (codeChallenge) => {
    const made = await oneTimeToken.generate({ audience: handoff.app.id, codeChallenge });
    return made.token;
  });
}

/**
 * Leads to the page again, where nothing goes on by itself any more, unless the app wants its visitor to see no page.
 */
async function afterRefusal(handoff: AuthorizedHandoff, refusal: RefusalData): Promise<string> {
  const { reason } = refusal;
  if (handoff.authorization?.asks !== "nothing") return refusedPath(handoff, refusal);
  const isBusy = reason === "UNAVAILABLE" || reason === "RATE_LIMITED";
  return refuseTo(handoff, isBusy ? "temporarily_unavailable" : "login_required");
}

function goTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
