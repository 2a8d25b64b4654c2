import { Link } from "../../../components/link.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { codeStep } from "../../challenge/code-step.tsx";
import { signInPath } from "../../visitor/sign-in-path.ts";

const { generateMetadata, Page } = codeStep({
  purpose: "password-sign-up",
  title: "common.sign-up",
  words: {
    none: ["sign-up-code.none-title", "challenge.none-lead"],
    code: ["challenge.code-title"],
    link: ["challenge.link-title", "sign-up-code.link-lead"],
    capped: ["challenge.capped-title"],
    expired: ["challenge.expired-title", "challenge.expired-lead"],
    used: ["sign-up-code.used-title", "sign-up-code.used-lead"],
    done: ["sign-in-code.done-title"],
  },
  submit: ["common.sign-up", "common.signing-up"],
  nextStep: ["/sign-up", "common.sign-up"],
  over: {
    used: ({ title, lead }, t, next) => (
      <PageLayout focusTitle {...{ title, lead }}>
        <Row note={t("common.sign-in-here")}>
          <Link href={signInPath({ next }, "/sign-in/password")} className={buttonStyle()}>
            {t("common.sign-in")}
          </Link>
        </Row>
      </PageLayout>
    ),
  },
  hint: "sign-up-code.known-address",
});
export { generateMetadata, Page as default };
