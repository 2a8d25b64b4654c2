import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { getTranslate, type PlainKey } from "../../../translations.ts";
import { Capped } from "../../challenge/capped.tsx";
import { Expired } from "../../challenge/expired.tsx";
import { NewCodeForm } from "../../challenge/new-code-form.tsx";
import { Ending } from "../../ending.tsx";
import { withOutage } from "../../outage.tsx";
import { signInPath } from "../path.ts";
import { requestNewCode } from "./actions.ts";
import { loadStep, type Step } from "./step.ts";
import { Waiting } from "./waiting.tsx";

const TITLES = {
  none: "sign-in-code.none-title",
  code: "challenge.code-title",
  link: "challenge.link-title",
  capped: "challenge.capped-title",
  expired: "challenge.expired-title",
  used: "sign-in-code.used-title",
  done: "sign-in-code.done-title",
} as const satisfies Record<Step["name"], PlainKey>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const step = await loadStep().catch(() => null);
  return { title: t(step ? TITLES[step.name] : "common.sign-in") };
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
          wayOn={["/sign-in", t("common.sign-in")]}
        />
      );
    case "capped":
      return (
        <Capped
          {...{ step, title }}
          changeHref={signInPath(step.pending)}
          requestNew={requestNewCode}
          hasPhrase
        />
      );
    case "expired":
      return (
        <Expired
          title={title}
          lead={t("sign-in-code.expired-lead")}
          note={t("common.address")}
          email={step.pending.email}
          requestNew={requestNewCode}
        />
      );
    case "used":
      return (
        <Sheet focusTitle title={title} lead={t("sign-in-code.used-lead")}>
          <Row note={t("common.sign-in-here")}>
            <NewCodeForm
              action={requestNewCode}
              submit={[t("common.send-new-code"), t("common.sending")]}
            />
          </Row>
        </Sheet>
      );
    case "code":
    case "link":
      return <Waiting step={step} title={title} />;
  }
});
