import { pagePath } from "@watchword/auth/next-path";
import { readLastAddress } from "../../cookies/address-cookie.ts";
import { getVisitor } from "../../caller/caller.ts";
import { readPending } from "../../cookies/challenge-cookie.ts";
import { shownCaptcha } from "../../captcha/shown.ts";
import { linkTo } from "../../components/link-to.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { AddressForm } from "../forms/address-form.tsx";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import { withOutage } from "../pages/outage.tsx";
import { queryText, type SearchParams } from "../pages/search-params.ts";
import { signInPath } from "../visitor/sign-in-path.ts";
import { SignedInAs } from "../visitor/signed-in-as.tsx";
import { titledForVisitor } from "../pages/titled.ts";
import { requestSignUp } from "./actions.ts";

export const generateMetadata = titledForVisitor("common.sign-up");

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const next = pagePath(await queryText(props.searchParams, "next"));
  const visitor = await getVisitor();
  const last = await readLastAddress();
  // Whoever signed in has an account already.
  const typed = last?.signedIn === false ? last.email : "";
  const email = (await readPending("password-sign-up"))?.email ?? typed;
  return (
    <PageLayout title={t("common.sign-up")} lead={t("sign-up.lead")}>
      <OnTheWay next={next} />
      {visitor && <SignedInAs email={visitor.user.email} next={next} />}
      <AddressForm
        action={requestSignUp}
        carries
        email={email}
        captcha={await shownCaptcha("/sign-up")}
        next={next}
        label={t("common.email")}
        submit={[t("sign-in.submit"), t("common.sending")]}
      />
      <Row note={t("sign-up.no-password")}>
        <p>{t.rich("sign-up.no-password-words", { code: linkTo(signInPath({ next })) })}</p>
      </Row>
    </PageLayout>
  );
});
