import "server-only";
import { openLoginHint } from "@watchword/api/authorization";
import { pagePath } from "@watchword/auth/next-path";
import type { ReactNode } from "react";
import { readLastAddress } from "../../cookies/address-cookie.ts";
import { getApiContext, getVisitor, hasEndedSession } from "../../caller/caller.ts";
import { readPending } from "../../cookies/challenge-cookie.ts";
import { SaidOnce } from "../../components/said-once.tsx";
import { signedOutSaid, wasSignedOut } from "../../cookies/done-cookie.ts";
import { getTranslate, type Translate } from "../../language/translations.ts";
import { getPolicy } from "../../products/get-product.ts";
import { queryText, type SearchParams } from "../pages/search-params.ts";

/** The first part of a page that signs people in. */
export async function loadOpening(searchParams: SearchParams, leadKey: "sign-in.lead" | null) {
  const t = await getTranslate();
  const visitor = await getVisitor();
  const again = visitor !== null && (await queryText(searchParams, "again")) !== null;
  const next = pagePath(await queryText(searchParams, "next"));
  const pending = await readPending("email-otp");
  const last = await readLastAddress();
  const isKnown = pending === null && last?.signedIn === true;
  const isOther = (await queryText(searchParams, "other")) !== null;
  const sealedHint = await queryText(searchParams, "hint");
  const hint = sealedHint && openLoginHint(await getApiContext(), sealedHint);
  const minutes = Math.round((await getPolicy()).session.freshSeconds / 60);
  const lead = visitor ? t("sign-in.lead-signed-in") : leadKey && t(leadKey);
  return {
    visitor,
    again,
    next,
    notice: visitor ? null : await noticeOf(t),
    /** The address to offer: the visitor's, or that of the last account that signed in here; null if there is none. */
    remembered:
      again || isOther || hint !== null
        ? null
        : (visitor?.user.email ?? (isKnown ? last.email : null)),
    email: again
      ? visitor.user.email
      : (hint ?? (isOther ? "" : (pending?.email ?? last?.email ?? ""))),
    title: again ? t("common.sign-in-again") : t("common.sign-in"),
    lead: again ? t("sign-in.lead-again", { minutes }) : lead,
  };
}

/** What brought the visitor here, if that needs words. */
async function noticeOf(t: Translate): Promise<ReactNode> {
  if (await wasSignedOut())
    return <SaidOnce forgets={signedOutSaid()}>{t("sign-out.done")}</SaidOnce>;
  return (await hasEndedSession()) ? t("sign-in.session-ended") : null;
}
