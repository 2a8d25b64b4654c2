import { shownCaptcha } from "../../../captcha/shown.ts";
import { linkTo } from "../../../components/link-to.tsx";
import { passwordWords } from "../../../components/password-words.ts";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { OnTheWay } from "../../handoff/on-the-way.tsx";
import { withOutage } from "../../pages/outage.tsx";
import type { SearchParams } from "../../pages/search-params.ts";
import { titledForVisitor } from "../../pages/titled.ts";
import { loadOpening } from "../opening.tsx";
import { signInPath } from "../../visitor/sign-in-path.ts";
import { SignedInAs } from "../../visitor/signed-in-as.tsx";
import { PasswordForm } from "./password-form.tsx";

export const generateMetadata = titledForVisitor("sign-in-password.title");

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const opening = await loadOpening(props.searchParams, null);
  const { visitor, again, next, email, title, lead, notice } = opening;
  const code = linkTo(signInPath({ next, again }));
  const reset = linkTo(signInPath({ next }, "/password-reset"));
  const up = linkTo(signInPath({ next }, "/sign-up"));
  return (
    <PageLayout {...{ title, lead, notice }}>
      <OnTheWay next={next} />
      {visitor && <SignedInAs email={visitor.user.email} next={next} mayContinue={!again} />}
      <PasswordForm
        email={email}
        captcha={await shownCaptcha("/sign-in/password")}
        next={next}
        label={t("common.email")}
        words={passwordWords(t, "password")}
        submit={[t("common.sign-in"), t("common.signing-in")]}
      />
      <Row note={t("sign-in-password.forgotten")}>
        <p>{t.rich("sign-in-password.forgotten-words", { code, reset })}</p>
      </Row>
      {!visitor && (
        <Row note={t("sign-in-password.new-here")}>
          <p>{t.rich("sign-in-password.new-here-words", { up })}</p>
        </Row>
      )}
    </PageLayout>
  );
});
