import "server-only";
import { sameOriginPath } from "@watchword/auth/next-path";
import { getVisitor } from "../../caller.ts";
import { readPending } from "../../challenge-cookie.ts";
import { getConfig } from "../../config.ts";
import { getTranslate } from "../../translations.ts";
import { queryText, type SearchParams } from "../search-params.ts";

/** What a page that signs people in opens with. */
export async function loadOpening(
  searchParams: SearchParams,
  leadKey: "sign-in.lead" | "sign-in-password.lead",
) {
  const t = await getTranslate();
  const visitor = await getVisitor();
  const again = visitor !== null && (await queryText(searchParams, "again")) !== null;
  const next = sameOriginPath(await queryText(searchParams, "next"));
  const pending = await readPending("email-otp");
  const minutes = Math.round(getConfig().policy.session.freshSeconds / 60);
  const lead = visitor ? t("sign-in.lead-signed-in") : t(leadKey);
  return {
    visitor,
    again,
    next,
    email: again ? visitor.user.email : (pending?.email ?? ""),
    title: again ? t("common.sign-in-again") : t("common.sign-in"),
    lead: again ? t("sign-in.lead-again", { minutes }) : lead,
  };
}
