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
import { PasswordGoes } from "../password-goes.tsx";
import { confirmVerificationWithLink } from "./actions.ts";

const loadLink = cache(() => loadOpenedLink("email-verification"));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("verify-email.link-title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  const user = (await getVisitor())?.user ?? null;
  if (link.state !== "live") {
    const isProven = user?.emailVerified === true;
    const wayOn = isProven
      ? (["/account", t("common.to-account")] as const)
      : (["/verify-email", t("common.ask-for-mail")] as const);
    return (
      <DeadLink state={link.state} leads={{ used: t("verify-email.link-used") }} wayOn={wayOn}>
        {isProven && (
          <Row note={t("verify-email.proven")}>
            <p>
              <EmailAddress>{user.email}</EmailAddress>
            </p>
          </Row>
        )}
      </DeadLink>
    );
  }
  const isOwn = user !== null && user.id === link.userId;
  return (
    <Sheet title={t("verify-email.link-title")} lead={t("verify-email.link-page-lead")}>
      {isOwn && user.hasPassword && !user.emailVerified && <PasswordGoes />}
      <Row note={t("common.address")}>
        <p>
          <EmailAddress>{link.email}</EmailAddress>
        </p>
        {isOwn && (
          <div className="mt-5">
            <LinkForm
              action={confirmVerificationWithLink}
              token={link.token}
              submit={[t("common.prove-address"), t("common.proving-address")]}
            />
          </div>
        )}
      </Row>
      {!isOwn && (
        <SignInForLink signedInAs={user?.email ?? null} next="/verify-email/link">
          {t("verify-email.link-sign-in")}
        </SignInForLink>
      )}
    </Sheet>
  );
});
