import { getTranslate } from "../../language/translations.ts";
import { requireVisitor } from "../visitor/guard.ts";
import { BackToAccount } from "../account/sign-in-again.tsx";
import { AnotherCode } from "../challenge/another-code.tsx";
import { codeStep } from "../challenge/code-step.tsx";
import type { Said } from "../challenge/page-row.ts";
import { Ending } from "../pages/ending.tsx";
import { PasswordGoes } from "./password-goes.tsx";

const { generateMetadata, Page } = codeStep({
  purpose: "email-verification",
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
  submit: ["common.verify-address", "common.verifying-address"],
  nextStep: ["/account", "common.to-account"],
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
export { generateMetadata, Page as default };

/** Asks for a mail to the account's address; the first is asked for here too. */
async function Begin({ title, lead, isFirst = false }: Said & { isFirst?: boolean }) {
  const t = await getTranslate();
  const { email, hasPassword } = (await requireVisitor("/verify-email")).user;
  return (
    <AnotherCode
      {...{ title, lead, email }}
      purpose="email-verification"
      {...(isFirst && { submit: t("common.send-mail"), focusTitle: false })}
      before={hasPassword && <PasswordGoes />}
      after={<BackToAccount />}
    />
  );
}
