import { codeStep } from "../../../challenge/code-step.tsx";
import { BackToAccount } from "../../sign-in-again.tsx";

const { generateMetadata, Page } = codeStep({
  purpose: "email-change",
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
  submit: ["common.change-address", "common.changing-address"],
  nextStep: ["/account", "common.to-account"],
  note: "common.new-address",
  footer: <BackToAccount />,
});
export { generateMetadata, Page as default };
