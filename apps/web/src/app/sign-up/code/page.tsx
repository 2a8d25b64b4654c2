import { Link } from "../../../components/link.tsx";
import { passwordWords } from "../../../components/password-words.ts";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { codeStep } from "../../challenge/code-step.tsx";
import { signInPath } from "../../sign-in/path.ts";
import { requestNewSignUp, resendSignUp } from "./actions.ts";
import { SIGN_UP } from "./flow.ts";
import { SignUpForm } from "./sign-up-form.tsx";

const step = codeStep({
  flow: SIGN_UP,
  title: "common.sign-up",
  words: {
    none: ["sign-up-code.none-title", "challenge.none-lead"],
    code: ["sign-up-code.code-title"],
    link: ["challenge.link-title", "sign-up-code.link-lead"],
    capped: ["challenge.capped-title"],
    expired: ["challenge.expired-title", "challenge.expired-lead"],
    used: ["sign-up-code.used-title", "sign-up-code.used-lead"],
    done: ["sign-in-code.done-title"],
  },
  nextStep: ["/sign-up", "common.sign-up"],
  note: "common.address",
  resend: resendSignUp,
  requestNew: requestNewSignUp,
  form: (t, code, { pending }) => (
    <SignUpForm
      {...code}
      email={pending.email}
      words={passwordWords(t, "new")}
      submit={[t("common.sign-up"), t("common.signing-up")]}
    />
  ),
  over: {
    used: ({ title, lead }, t, next) => (
      <PageLayout focusTitle title={title} lead={lead}>
        <Row note={t("common.sign-in-here")}>
          <Link href={signInPath({ next }, "/sign-in/password")} className={buttonStyle()}>
            {t("common.sign-in")}
          </Link>
        </Row>
      </PageLayout>
    ),
  },
  hint: (t) => <p className="mt-5">{t("sign-up-code.known-address")}</p>,
});

export const generateMetadata = step.generateMetadata;
export default step.Page;
