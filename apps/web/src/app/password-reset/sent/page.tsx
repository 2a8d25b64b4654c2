import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { getConfig } from "../../../environment/config.ts";
import { serverNow as readServerNow } from "../../../auth/server-now.ts";
import { getLocale, getTranslate } from "../../../language/translations.ts";
import { MailForm } from "../../sent-mail/mail-form.tsx";
import { NoMail, SentTo, YourEmail } from "../../sent-mail/sent-to.tsx";
import { OnTheWay } from "../../handoff/on-the-way.tsx";
import { withOutage } from "../../pages/outage.tsx";
import { signInPath } from "../../visitor/sign-in-path.ts";
import { loadTitle } from "../../pages/titled.ts";
import { requestAnotherReset } from "../actions.ts";
import { readAskedReset } from "../../../cookies/asked-reset-cookie.ts";

export const generateMetadata = () =>
  loadTitle(async () => {
    await readServerNow();
    return (await getTranslate())("password-reset.sent-title");
  }, "password-reset.sent-title");

/** The same for every address, because whether a mail was sent would reveal who has an account. */
export default withOutage(async function Page() {
  const t = await getTranslate();
  const asked = await readAskedReset();
  const hint = <p>{t("password-reset.sent-hint")}</p>;
  const title = t("password-reset.sent-title");
  const lead = t("password-reset.sent-lead");
  if (!asked)
    return (
      <PageLayout focusTitle {...{ title, lead }}>
        <Row note={t("challenge.no-mail")}>{hint}</Row>
      </PageLayout>
    );
  const { email, next, askedAt } = asked;
  const serverNow = await readServerNow();
  const { resendAfterSeconds } = getConfig().policy.emailOtp;
  const from = { iso: new Date(askedAt + resendAfterSeconds * 1_000).toISOString(), serverNow };
  return (
    <PageLayout focusTitle {...{ title, lead }}>
      <OnTheWay next={next} />
      <SentTo email={email} changeHref={signInPath({ next }, "/password-reset")} />
      <YourEmail email={email}>
        <p className="text-muted">{t("challenge.delivery-sent")}</p>
      </YourEmail>
      <NoMail email={email}>
        {hint}
        <div className="mt-4">
          <MailForm
            action={requestAnotherReset}
            look="plain"
            from={from}
            countdown={{ locale: await getLocale(), words: t("challenge.resend-wait") }}
            submit={[t("challenge.resend"), t("common.sending")]}
          />
        </div>
      </NoMail>
    </PageLayout>
  );
});
