import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EmailAddress } from "../../../components/email-address.tsx";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { getTranslate, type MessageKey } from "../../../translations.ts";
import { NewCodeForm } from "../../challenge/new-code-form.tsx";
import { Ending } from "../../ending.tsx";
import { withOutage } from "../../outage.tsx";
import { requestNewCode } from "./actions.ts";
import { loadStep, type Step } from "./step.ts";
import { Waiting } from "./waiting.tsx";

const TITLES = {
  none: "sign-in-code.none-title",
  code: "challenge.code-title",
  link: "challenge.link-title",
  expired: "challenge.expired-title",
  used: "sign-in-code.used-title",
  done: "sign-in-code.done-title",
} as const satisfies Record<Step["name"], MessageKey>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const step = await loadStep().catch(() => null);
  return { title: t(step ? TITLES[step.name] : "common.sign-in") };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const step = await loadStep();
  const title = t(TITLES[step.name]);
  const submit: [string, string] = [t("common.send-new-code"), t("common.sending")];
  switch (step.name) {
    case "done":
      return redirect(step.next);
    case "none":
      return (
        <Ending
          title={title}
          lead={t("challenge.none-lead")}
          wayOn={["/sign-in", t("common.sign-in")]}
        />
      );
    case "expired":
      return (
        <Sheet focusTitle title={title} lead={t("sign-in-code.expired-lead")}>
          <Row note={t("common.address")}>
            <p className="mb-5">
              <EmailAddress>{step.pending.email}</EmailAddress>
            </p>
            <NewCodeForm action={requestNewCode} submit={submit} />
          </Row>
        </Sheet>
      );
    case "used":
      return (
        <Sheet focusTitle title={title} lead={t("sign-in-code.used-lead")}>
          <Row note={t("common.sign-in-here")}>
            <NewCodeForm action={requestNewCode} submit={submit} />
          </Row>
        </Sheet>
      );
    case "code":
    case "link":
      return <Waiting step={step} title={title} />;
  }
});
