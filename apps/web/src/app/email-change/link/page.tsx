import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { EmailAddress } from "../../../components/email-address.tsx";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { getTranslate } from "../../../translations.ts";
import { DeadLink, linkTitle } from "../../dead-link.tsx";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { SignInForLink } from "../../own-link.tsx";
import { confirmChangeWithLink } from "./actions.ts";

const loadLink = cache(() => loadOpenedLink("email-change"));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("email-change.title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  const user = (await getVisitor())?.user ?? null;
  if (link.state !== "live") {
    return (
      <DeadLink
        state={link.state}
        leads={{
          used: t("email-change.used"),
          expired: t("email-change.expired"),
          unknown: t("email-change.unknown"),
        }}
        wayOn={["/account", user ? t("common.to-account") : t("common.sign-in")]}
      />
    );
  }
  const isOwn = user !== null && user.id === link.userId;
  return (
    <Sheet title={t("email-change.title")} lead={t("email-change.lead")}>
      <Row note={t("common.new-address")}>
        <p>
          <EmailAddress>{link.email}</EmailAddress>
        </p>
      </Row>
      {isOwn ? (
        <Row note={t("email-change.instead-of")}>
          <p>
            <EmailAddress>{user.email}</EmailAddress>
          </p>
          <p className="mt-3 mb-5 max-w-prose text-muted">{t("email-change.instead-words")}</p>
          <LinkForm
            action={confirmChangeWithLink}
            token={link.token}
            submit={[t("common.change-address"), t("common.changing-address")]}
          />
        </Row>
      ) : (
        <SignInForLink signedInAs={user?.email ?? null} next="/email-change/link">
          {t("email-change.sign-in")}
        </SignInForLink>
      )}
    </Sheet>
  );
});
