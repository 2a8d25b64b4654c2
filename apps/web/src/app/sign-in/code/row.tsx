import { Row } from "../../../components/page-layout.tsx";
import { CodeForm } from "../../challenge/code-form.tsx";
import { AnotherCode } from "../../challenge/another-code.tsx";
import type { CodeStep } from "../../challenge/flow.ts";
import { RefreshSoon } from "../../refresh.tsx";
import { requestNewCode, resendMail, signInApproved, signInWithCode } from "./actions.ts";
import { SIGN_IN } from "./flow.ts";
import { MatchNumber } from "./match-number.tsx";
import { Phrase } from "./phrase.tsx";

/** The code step of a sign-in. */
export const SIGN_IN_STEP: CodeStep = {
  flow: SIGN_IN,
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
  nextStep: ["/sign-in", "common.sign-in"],
  note: "common.address",
  resend: resendMail,
  requestNew: requestNewCode,
  form: (t, code, { status }) => (
    <CodeForm
      {...code}
      {...(status.phrase !== undefined && { describedBy: "phrase" })}
      action={signInWithCode}
      submit={[t("common.sign-in"), t("common.signing-in")]}
    />
  ),
  over: {
    used: (said, t) => (
      <>
        {/* It may have been another tab of this browser, whose session is on its way still. */}
        <RefreshSoon ms={2_000} />
        <AnotherCode {...said} note={t("common.sign-in-here")} requestNew={requestNewCode} />
      </>
    ),
  },
  ofLink: (t, { status: { otpId, number } }) =>
    number !== null && (
      <Row note={t("account.another-device")}>
        <MatchNumber
          {...{ otpId, number }}
          action={signInApproved}
          lead={t("sign-in-code.number")}
          submit={[t("sign-in-code.number-entered"), t("common.signing-in")]}
        />
      </Row>
    ),
  ofMail: (at) => <Phrase door={at.name} phrase={at.status.phrase} />,
};
