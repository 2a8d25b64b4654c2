import { getTranslate } from "../../language/translations.ts";
import { BackToAccount } from "../account/sign-in-again.tsx";
import { requireVisitor } from "../account/guard.ts";
import { AnotherCode } from "../challenge/another-code.tsx";
import { CodeForm } from "../challenge/code-form.tsx";
import { codeStep } from "../challenge/code-step.tsx";
import type { Said } from "../challenge/flow.ts";
import { Ending } from "../ending.tsx";
import { confirmVerification, requestVerification, resendVerification } from "./actions.ts";
import { VERIFICATION } from "./flow.ts";
import { PasswordGoes } from "./password-goes.tsx";

const step = codeStep({
  flow: VERIFICATION,
  title: "verify-email.none-title",
  words: {
    none: ["verify-email.none-title", "verify-email.none-lead"],
    code: ["challenge.code-title"],
    link: ["challenge.link-title", "verify-email.link-lead"],
    capped: ["challenge.capped-title"],
    expired: ["challenge.expired-title", "challenge.expired-lead"],
    used: ["verify-email.used-title", "verify-email.used-lead"],
    done: ["verify-email.done-title", "verify-email.done-lead"],
  },
  nextStep: ["/account", "common.to-account"],
  note: "common.address",
  resend: resendVerification,
  requestNew: requestVerification,
  form: (t, code) => (
    <CodeForm
      {...code}
      action={confirmVerification}
      submit={[t("common.verify-address"), t("common.verifying-address")]}
    />
  ),
  over: {
    none: (said) => <Begin {...said} isFirst />,
    expired: (said) => <Begin {...said} />,
    used: (said) => <Begin {...said} />,
    done: ({ title, lead = "" }, t) => (
      <Ending title={title} lead={lead} nextStep={["/account", t("common.to-account")]} />
    ),
  },
  footer: <BackToAccount />,
});

export const generateMetadata = step.generateMetadata;
export default step.Page;

/** Asks for a mail to the account's address; the first is asked for here too. */
async function Begin({ title, lead, isFirst = false }: Said & { isFirst?: boolean }) {
  const t = await getTranslate();
  const { email, hasPassword } = (await requireVisitor(VERIFICATION.path)).user;
  return (
    <AnotherCode
      {...{ title, lead, email }}
      note={t("common.address")}
      requestNew={requestVerification}
      {...(isFirst && { submit: t("common.send-mail"), focusTitle: false })}
      before={hasPassword && <PasswordGoes />}
      after={<BackToAccount />}
    />
  );
}
