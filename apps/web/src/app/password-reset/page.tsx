import { pagePath } from "@watchword/auth/next-path";
import { readLastAddress } from "../../cookies/address-cookie.ts";
import { getVisitor } from "../../caller/caller.ts";
import { shownCaptcha } from "../../captcha/shown.ts";
import { linkTo } from "../../components/link-to.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { AddressForm } from "../forms/address-form.tsx";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import { withOutage } from "../pages/outage.tsx";
import { queryText, type SearchParams } from "../pages/search-params.ts";
import { signInPath } from "../visitor/sign-in-path.ts";
import { titledForVisitor } from "../pages/titled.ts";
import { requestReset } from "./actions.ts";
import { readAskedReset } from "../../cookies/asked-reset-cookie.ts";

export const generateMetadata = titledForVisitor("password-reset.title");

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const next = pagePath(await queryText(props.searchParams, "next"));
  const visitor = await getVisitor();
  const asked = await readAskedReset();
  const last = await readLastAddress();
  const email = asked?.email ?? visitor?.user.email ?? last?.email ?? "";
  return (
    <PageLayout title={t("password-reset.title")} lead={t("password-reset.lead")}>
      <OnTheWay next={next} />
      <AddressForm
        action={requestReset}
        carries
        email={email}
        next={next}
        captcha={await shownCaptcha("/password-reset")}
        label={t("common.email")}
        submit={[t("common.send-mail"), t("common.sending")]}
      />
      <Row note={t("password-reset.in-a-hurry")}>
        <p>{t.rich("password-reset.in-a-hurry-words", { code: linkTo(signInPath({ next })) })}</p>
      </Row>
    </PageLayout>
  );
});
