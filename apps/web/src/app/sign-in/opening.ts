import "server-only";
import { sameOriginPath } from "@watchword/auth/next-path";
import { getVisitor } from "../../caller.ts";
import { readPending } from "../../challenge-cookie.ts";
import { getConfig } from "../../config.ts";
import { queryText, type SearchParams } from "../search-params.ts";

/** What a page that signs people in opens with. */
export async function loadOpening(searchParams: SearchParams, lead: string) {
  const visitor = await getVisitor();
  const again = visitor !== null && (await queryText(searchParams, "again")) !== null;
  const next = sameOriginPath(await queryText(searchParams, "next"));
  const pending = await readPending("sign-in");
  return {
    visitor,
    again,
    next,
    email: again ? visitor.user.email : (pending?.email ?? ""),
    title: again ? "Sign in again" : "Sign in",
    lead: again ? leadAgain() : visitor ? SIGNED_IN : lead,
  };
}

const SIGNED_IN =
  "You are signed in already. Another address takes this one’s place in this browser.";

function leadAgain(): string {
  const minutes = Math.round(getConfig().policy.session.freshSeconds / 60);
  return `What you are about to do changes who gets into the account. It asks for a sign-in of the last ${minutes} minutes; then you are back where you were.`;
}
