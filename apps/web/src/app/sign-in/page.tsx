import type { ReactNode } from "react";
import { shownCaptcha } from "../../captcha/shown.ts";
import { linkTo } from "../../components/link-to.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { TextButton } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import { AddressForm } from "../forms/address-form.tsx";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import { withOutage } from "../pages/outage.tsx";
import { loadTitle } from "../pages/titled.ts";
import type { SearchParams } from "../pages/search-params.ts";
import { requestSignIn } from "./actions.ts";
import { loadOpening } from "./opening.tsx";
import { signInPath } from "../visitor/sign-in-path.ts";
import { Remembered } from "./remembered.tsx";
import { SignedInAs } from "../visitor/signed-in-as.tsx";

export const generateMetadata = ({ searchParams }: { searchParams: SearchParams }) =>
  loadTitle(async () => (await loadOpening(searchParams, "sign-in.lead")).title, "common.sign-in");

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const opening = await loadOpening(props.searchParams, "sign-in.lead");
  const { visitor, again, next, email, remembered, title, lead, notice } = opening;
  const submit: [string, string] = [t("sign-in.submit"), t("common.sending")];
  const captcha = await shownCaptcha("/sign-in");
  const other = linkTo(signInPath({ next, other: true }))(t("sign-in.other-address"));
  const password = linkTo(signInPath({ next, again }, "/sign-in/password"));
  const up = linkTo(signInPath({ next }, "/sign-up"));
  return (
    <PageLayout {...{ title, lead, notice }}>
      <OnTheWay next={next} />
      {visitor && (
        <SignedInAs
          email={visitor.user.email}
          next={next}
          mayContinue={!again}
          {...(remembered !== null && { other })}
        />
      )}
      {!visitor && remembered !== null && (
        <Remembered
          email={remembered}
          note={t("sign-in.continue-as")}
          forget={t.rich("sign-in.forget", { forget: asButton })}
          {...{ next, captcha, submit, other }}
        />
      )}
      {remembered === null && (
        <AddressForm
          action={requestSignIn}
          carries
          label={t("common.email")}
          {...{ email, captcha, next, submit }}
        />
      )}
      <Row note={t("sign-in.prefer-password")}>
        <p>
          {again
            ? t.rich("sign-in.password-only", { password })
            : t.rich("sign-in.password-or-up", { password, up })}
        </p>
      </Row>
      {!visitor && (
        <Row note={t("sign-in.other-device")}>
          <p>{t.rich("sign-in.other-device-words", { link: linkTo("/device") })}</p>
        </Row>
      )}
    </PageLayout>
  );
});

function asButton(words: ReactNode) {
  return <TextButton>{words}</TextButton>;
}
