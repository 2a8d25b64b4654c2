import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslate, type PlainKey } from "../../../../translations.ts";
import { CodeForm } from "../../../challenge/code-form.tsx";
import { Capped } from "../../../challenge/capped.tsx";
import { Expired } from "../../../challenge/expired.tsx";
import { Waiting } from "../../../challenge/waiting.tsx";
import { Ending } from "../../../ending.tsx";
import { withOutage } from "../../../outage.tsx";
import { BackToAccount } from "../../sign-in-again.tsx";
import { confirmChange, requestNewChange, resendChange } from "./actions.ts";
import { loadStep, type Step } from "./step.ts";

const TITLES = {
  none: "account-email.none-title",
  code: "challenge.code-title",
  link: "challenge.link-title",
  capped: "challenge.capped-title",
  expired: "challenge.expired-title",
  used: "account-email.used-title",
  done: "account-email.done-title",
} as const satisfies Record<Step["name"], PlainKey>;

const LEADS = {
  none: "challenge.none-lead",
  code: "account-email.code-lead",
  link: "account-email.link-lead",
  expired: "account-email.expired-lead",
  used: "account-email.used-lead",
} as const satisfies Record<Exclude<Step["name"], "done" | "capped">, PlainKey>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const step = await loadStep().catch(() => null);
  return { title: t(step ? TITLES[step.name] : "common.change-address") };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const step = await loadStep();
  if (step.name === "done") redirect("/account");
  const title = t(TITLES[step.name]);
  if (step.name === "capped")
    return (
      <Capped
        {...{ step, title }}
        changeHref="/account/email"
        requestNew={requestNewChange}
        footer={<BackToAccount />}
      />
    );
  const lead = t(LEADS[step.name]);
  switch (step.name) {
    case "none":
    case "used":
      return <Ending title={title} lead={lead} wayOn={["/account", t("common.to-account")]} />;
    case "expired":
      return (
        <Expired
          {...{ title, lead }}
          note={t("common.new-address")}
          email={step.pending.email}
          requestNew={requestNewChange}
        />
      );
    case "code":
    case "link":
      return (
        <Waiting
          {...{ step, title, lead }}
          changeHref="/account/email"
          resend={resendChange}
          requestNew={requestNewChange}
          footer={<BackToAccount />}
        >
          {step.status.codeLength !== null && (
            <CodeForm
              key={step.status.otpId}
              action={confirmChange}
              label={t("entry.code", { digits: step.status.codeLength })}
              otpId={step.status.otpId}
              codeLength={step.status.codeLength}
              submit={[t("common.change-address"), t("common.changing-address")]}
            />
          )}
        </Waiting>
      );
  }
});
