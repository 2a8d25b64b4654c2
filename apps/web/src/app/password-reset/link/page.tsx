import { maskEmail } from "@watchword/auth/email-address";
import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { EmailAddress } from "../../../components/email-address.tsx";
import { passwordWords } from "../../../components/password-words.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { getTranslate } from "../../../translations.ts";
import { DeadLink, linkTitle } from "../../dead-link.tsx";
import { NewPasswordForm } from "../../new-password-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { InTheWay } from "../../sign-in/signed-in-as.tsx";
import { readAskedAddress } from "../asked-cookie.ts";
import { completeReset } from "./actions.ts";

const loadLink = cache(() => loadOpenedLink("password-reset"));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("password-reset.title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  if (link.state !== "live") {
    return (
      <DeadLink
        state={link.state}
        leads={{ used: t("password-reset.link-used"), expired: t("password-reset.link-expired") }}
        wayOn={["/password-reset", t("common.ask-for-mail")]}
      />
    );
  }
  const { email, token } = link;
  const signedInAs = (await getVisitor())?.user.email;
  // Whoever holds the link isn't told the whole address, unless this browser named it itself.
  const isAsked = email === (await readAskedAddress());
  return (
    <Sheet title={t("password-reset.title")} lead={t("password-reset.link-lead")}>
      {signedInAs !== undefined && signedInAs !== email && <InTheWay email={signedInAs} />}
      <Row note={t("common.address")}>
        <p>
          <EmailAddress>{maskEmail(email)}</EmailAddress>
        </p>
      </Row>
      <NewPasswordForm
        action={completeReset}
        email={isAsked ? email : null}
        token={token}
        words={passwordWords(t, "new")}
        submit={[t("common.set-password"), t("common.setting-password")]}
      />
    </Sheet>
  );
});
