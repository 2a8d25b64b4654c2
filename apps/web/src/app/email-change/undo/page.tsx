import type { Metadata } from "next";
import { cache } from "react";
import { EmailAddress } from "../../../components/email-address.tsx";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { getTranslate } from "../../../translations.ts";
import { DeadLink, linkTitle } from "../../dead-link.tsx";
import { knowsAddress } from "../../known-browser.ts";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { undoChange } from "./actions.ts";

const loadLink = cache(() => loadOpenedLink("email-change-undo"));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("email-change-undo.title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  if (link.state !== "live") {
    return (
      <DeadLink
        state={link.state}
        leads={{
          used: t("email-change-undo.used"),
          expired: t("email-change-undo.expired"),
          unknown: t("email-change-undo.unknown"),
        }}
        wayOn={["/sign-in", t("common.sign-in")]}
      />
    );
  }
  const other = () => (
    <bdi dir="ltr" translate="no">
      {link.next}
    </bdi>
  );
  return (
    <Sheet title={t("email-change-undo.title")} lead={t("email-change-undo.lead")}>
      <Row note={t("email-change-undo.again")}>
        <p>
          <EmailAddress>{link.email}</EmailAddress>
        </p>
        {link.next !== null && (
          <p className="text-muted wrap-anywhere">
            {t.rich("email-change-undo.instead", { other })}
          </p>
        )}
      </Row>
      <Row note={t("email-change-undo.happens")}>
        <ul className="mb-5 max-w-prose list-disc space-y-1 ps-5">
          <li>{t("email-change-undo.happens-address")}</li>
          <li>{t("email-change-undo.happens-sessions")}</li>
          <li>{t("email-change-undo.happens-password")}</li>
          <li>{t("email-change-undo.happens-told")}</li>
        </ul>
        <LinkForm
          action={undoChange}
          token={link.token}
          confirm={
            (await knowsAddress(link))
              ? null
              : { why: t("email-change-undo.elsewhere"), label: t("link.type-address") }
          }
          submit={[t("email-change-undo.submit"), t("email-change-undo.submitting")]}
        />
      </Row>
    </Sheet>
  );
});
