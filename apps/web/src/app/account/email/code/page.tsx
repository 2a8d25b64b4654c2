import { CodeForm } from "../../../challenge/code-form.tsx";
import { codeStep } from "../../../challenge/code-step.tsx";
import { BackToAccount } from "../../sign-in-again.tsx";
import { confirmChange, requestNewChange, resendChange } from "./actions.ts";
import { CHANGE } from "./flow.ts";

const step = codeStep({
  flow: CHANGE,
  title: "common.change-address",
  words: {
    none: ["account-email.none-title", "challenge.none-lead"],
    code: ["challenge.code-title", "account-email.code-lead"],
    link: ["challenge.link-title", "account-email.link-lead"],
    capped: ["challenge.capped-title"],
    expired: ["challenge.expired-title", "account-email.expired-lead"],
    used: ["account-email.used-title", "account-email.used-lead"],
    done: ["account-email.done-title"],
  },
  nextStep: ["/account", "common.to-account"],
  note: "common.new-address",
  resend: resendChange,
  requestNew: requestNewChange,
  form: (t, code) => (
    <CodeForm
      {...code}
      action={confirmChange}
      submit={[t("common.change-address"), t("common.changing-address")]}
    />
  ),
  footer: <BackToAccount />,
});

export const generateMetadata = step.generateMetadata;
export default step.Page;
