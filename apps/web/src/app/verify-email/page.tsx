import type { Metadata } from "next";
import { EmailAddress } from "../../components/email-address.tsx";
import { Row, Sheet } from "../../components/sheet.tsx";
import { getTranslate, type PlainKey } from "../../translations.ts";
import { BackToAccount } from "../account/sign-in-again.tsx";
import { Capped } from "../challenge/capped.tsx";
import { CodeForm } from "../challenge/code-form.tsx";
import { NewCodeForm } from "../challenge/new-code-form.tsx";
import { Waiting } from "../challenge/waiting.tsx";
import { Ending } from "../ending.tsx";
import { withOutage } from "../outage.tsx";
import { confirmVerification, requestVerification, resendVerification } from "./actions.ts";
import { PasswordGoes } from "./password-goes.tsx";
import { loadStep, type Step } from "./step.ts";

const TITLES = {
  none: "verify-email.none-title",
  code: "challenge.code-title",
  link: "challenge.link-title",
  capped: "challenge.capped-title",
  expired: "challenge.expired-title",
  used: "verify-email.used-title",
  done: "verify-email.done-title",
} as const satisfies Record<Step["name"], PlainKey>;

const LEADS = {
  none: "verify-email.none-lead",
  code: "verify-email.code-lead",
  link: "verify-email.link-lead",
  expired: "challenge.expired-lead",
  used: "verify-email.used-lead",
  done: "verify-email.done-lead",
} as const satisfies Record<Exclude<Step["name"], "capped">, PlainKey>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const loaded = await loadStep().catch(() => null);
  return { title: t(TITLES[loaded?.step.name ?? "none"]) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const { user, step } = await loadStep();
  const title = t(TITLES[step.name]);
  if (step.name === "capped")
    return (
      <Capped {...{ step, title }} requestNew={requestVerification} footer={<BackToAccount />} />
    );
  const lead = t(LEADS[step.name]);
  switch (step.name) {
    case "done":
      return <Ending title={title} lead={lead} wayOn={["/account", t("common.to-account")]} />;
    case "none":
    case "expired":
    case "used":
      return (
        <Sheet focusTitle={step.name !== "none"} title={title} lead={lead}>
          {user.hasPassword && <PasswordGoes />}
          <Row note={t("common.address")}>
            <p className="mb-5">
              <EmailAddress>{user.email}</EmailAddress>
            </p>
            <NewCodeForm
              action={requestVerification}
              submit={[
                step.name === "none" ? t("common.send-mail") : t("common.send-new-code"),
                t("common.sending"),
              ]}
            />
          </Row>
          <BackToAccount />
        </Sheet>
      );
    case "code":
    case "link":
      return (
        <Waiting
          {...{ step, title, lead }}
          resend={resendVerification}
          requestNew={requestVerification}
          footer={<BackToAccount />}
        >
          {step.status.codeLength !== null && (
            <CodeForm
              key={step.status.otpId}
              action={confirmVerification}
              label={t("entry.code", { digits: step.status.codeLength })}
              otpId={step.status.otpId}
              codeLength={step.status.codeLength}
              submit={[t("common.prove-address"), t("common.proving-address")]}
            />
          )}
        </Waiting>
      );
  }
});
