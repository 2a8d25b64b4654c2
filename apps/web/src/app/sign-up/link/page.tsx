import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { EmailAddress } from "../../../components/email-address.tsx";
import { passwordWords } from "../../../components/password-words.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { getTranslate, type Translate } from "../../../translations.ts";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { NewPasswordForm } from "../../new-password-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { InTheWay } from "../../sign-in/signed-in-as.tsx";
import { confirmSignUpWithLink } from "./actions.ts";

const loadLink = cache(() => loadOpenedLink("password-sign-up"));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("sign-up-link.title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  const signedInAs = (await getVisitor())?.user.email;
  if (link.state !== "live") {
    const leads = { used: t("sign-up-link.used") };
    const way = wayOn(t, link.state, signedInAs !== undefined);
    return <DeadLink state={link.state} leads={leads} wayOn={way} />;
  }
  const { email, token } = link;
  return (
    <Sheet title={t("sign-up-link.title")} lead={t("sign-up-link.lead")}>
      {signedInAs !== undefined && <InTheWay email={signedInAs} />}
      <Row note={t("common.address")}>
        <p>
          <EmailAddress>{email}</EmailAddress>
        </p>
      </Row>
      <NewPasswordForm
        action={confirmSignUpWithLink}
        {...{ email, token }}
        words={passwordWords(t, "new")}
        submit={[t("common.sign-up"), t("common.signing-up")]}
      />
    </Sheet>
  );
});

function wayOn(t: Translate, state: DeadState, isSignedIn: boolean): [href: string, words: string] {
  if (isSignedIn) return ["/account", t("common.to-account")];
  return state === "used"
    ? ["/sign-in", t("common.sign-in")]
    : ["/sign-up", t("common.ask-for-mail")];
}
