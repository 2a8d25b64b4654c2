import { AnotherCode } from "../../challenge/another-code.tsx";
import type { CodeStep } from "../../challenge/page-row.ts";
import { RefreshSoon } from "../../time/refresh.tsx";
import { NumberHere } from "../elsewhere/number-here.tsx";
import { Phrase } from "./phrase.tsx";

/** The code step of a sign-in. */
export const SIGN_IN_STEP: CodeStep = {
  purpose: "email-otp",
  title: "common.sign-in",
  words: {
    none: ["sign-in-code.none-title", "challenge.none-lead"],
    code: ["challenge.code-title"],
    link: ["challenge.link-title", "sign-in-code.link-lead"],
    capped: ["challenge.capped-title"],
    expired: ["challenge.expired-title", "sign-in-code.expired-lead"],
    used: ["sign-in-code.used-title", "sign-in-code.used-lead"],
    done: ["sign-in-code.done-title"],
  },
  submit: ["common.sign-in", "common.signing-in"],
  nextStep: ["/sign-in", "common.sign-in"],
  over: {
    used: (said, t) => (
      <>
        {/* It may have been another tab of this browser, whose session is on its way still. */}
        <RefreshSoon ms={2_000} />
        <AnotherCode {...said} purpose="email-otp" note={t("common.sign-in-here")} />
      </>
    ),
  },
  ofLink: (_, { status: { otpId, number } }) => number && <NumberHere {...{ otpId, number }} />,
  ofMail: (step) => <Phrase {...step} />,
};
