import {
  createPkce,
  createState,
  createWatchwordClient,
  handoffUrl,
  readCallback,
  refusalOf,
} from "@watchword/client";
import type { Context } from "hono";
import type { PartnerOptions } from "./app.ts";
import { readSession, takeSignIn, writeSession, writeSignIn } from "./cookies.ts";
import { failedPage } from "./pages.ts";

/** Sends the browser to Watchword, and keeps what its answer will be judged by. */
export async function startSignIn(c: Context, { watchword, appId }: PartnerOptions) {
  const { codeVerifier, codeChallenge } = await createPkce();
  const state = createState();
  writeSignIn(c, state, codeVerifier);
  return c.redirect(handoffUrl({ url: watchword, app: appId, codeChallenge, state }), 303);
}

/** Judges the answer that the browser brings, and redeems its token from this server. */
export async function finishSignIn(c: Context, { watchword, appId }: PartnerOptions) {
  const state = c.req.query("state") ?? "";
  const codeVerifier = takeSignIn(c, state);
  const answer = readCallback(c.req.url, codeVerifier === null ? null : state);
  if (!answer.ok && answer.reason === "access_denied") {
    return c.html(failedPage("You chose not to continue", "Nothing was told."));
  }
  if (!answer.ok || codeVerifier === null) {
    // Somebody went back to where they had been already.
    if (readSession(c) !== undefined) return c.redirect("/", 303);
    const why = "It wasn’t begun in this browser, or it is over.";
    return c.html(failedPage("This sign-in leads nowhere", why), 400);
  }
  try {
    const { token, session } = await createWatchwordClient({
      url: watchword,
    }).oneTimeToken.verify.mutate({
      token: answer.token,
      audience: appId,
      codeVerifier,
      transport: "token",
    });
    if (token !== undefined) writeSession(c, token, session.expiresAt);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return c.html(failedPage("You aren’t signed in", `Watchword refused: ${refusal.reason}.`), 400);
  }
  // On to a clean address: the token stays in no history.
  return c.redirect("/", 303);
}
