import type { Metadata } from "next";
import { Link } from "../../../components/link.tsx";
import { redirect } from "next/navigation";
import { passwordWords } from "../../../components/password-words.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { getTranslate, type PlainKey } from "../../../translations.ts";
import { Capped } from "../../challenge/capped.tsx";
import { Expired } from "../../challenge/expired.tsx";
import { Waiting } from "../../challenge/waiting.tsx";
import { Ending } from "../../ending.tsx";
import { withOutage } from "../../outage.tsx";
import { requestNewSignUp, resendSignUp } from "./actions.ts";
import { SignUpForm } from "./sign-up-form.tsx";
import { loadStep, type Step } from "./step.ts";

const TITLES = {
  none: "sign-up-code.none-title",
  code: "sign-up-code.code-title",
  link: "challenge.link-title",
  capped: "challenge.capped-title",
  expired: "challenge.expired-title",
  used: "sign-up-code.used-title",
  done: "sign-in-code.done-title",
} as const satisfies Record<Step["name"], PlainKey>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const step = await loadStep().catch(() => null);
  return { title: t(step ? TITLES[step.name] : "common.sign-up") };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const step = await loadStep();
  const title = t(TITLES[step.name]);
  switch (step.name) {
    case "done":
      return redirect(step.next);
    case "none":
      return (
        <Ending
          title={title}
          lead={t("challenge.none-lead")}
          wayOn={["/sign-up", t("common.sign-up")]}
        />
      );
    case "capped":
      return <Capped {...{ step, title }} changeHref="/sign-up" requestNew={requestNewSignUp} />;
    case "expired":
      return (
        <Expired
          title={title}
          lead={t("challenge.expired-lead")}
          note={t("common.address")}
          email={step.pending.email}
          requestNew={requestNewSignUp}
        />
      );
    case "used":
      return (
        <Sheet focusTitle title={title} lead={t("sign-up-code.used-lead")}>
          <Row note={t("common.sign-in-here")}>
            <Link href="/sign-in/password" className={buttonStyle()}>
              {t("common.sign-in")}
            </Link>
          </Row>
        </Sheet>
      );
    case "code":
    case "link":
      return (
        <Waiting
          step={step}
          title={title}
          lead={step.name === "link" && t("sign-up-code.link-lead")}
          changeHref="/sign-up"
          resend={resendSignUp}
          requestNew={requestNewSignUp}
          hint={<p className="mt-5">{t("sign-up-code.known-address")}</p>}
        >
          {step.status.codeLength !== null && (
            <SignUpForm
              key={step.status.otpId}
              otpId={step.status.otpId}
              email={step.pending.email}
              codeLength={step.status.codeLength}
              label={t("entry.code", { digits: step.status.codeLength })}
              words={passwordWords(t, "new")}
              submit={[t("common.sign-up"), t("common.signing-up")]}
            />
          )}
        </Waiting>
      );
  }
});
