import type { Metadata } from "next";
import Link from "next/link";
import { Indented, Row, Sheet } from "../../components/sheet.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { BackToAccount } from "../account/sign-in-again.tsx";
import { CodeForm } from "../challenge/code-form.tsx";
import { NewCodeForm } from "../challenge/new-code-form.tsx";
import { Waiting } from "../challenge/waiting.tsx";
import { withOutage } from "../outage.tsx";
import { confirmVerification, requestVerification, resendVerification } from "./actions.ts";
import { PasswordGoes } from "./password-goes.tsx";
import { loadStep, type Step } from "./step.ts";

const TITLES: Record<Step["name"], string> = {
  none: "Prove your address",
  code: "Enter the code",
  link: "Use the link in the mail",
  expired: "The code is too old",
  used: "This code was used",
  done: "Your address is proven",
};

const LEADS: Record<Step["name"], string> = {
  none: "We mail you a code. Whoever enters it has read the mail, and so the address is proven.",
  code: "It is in the mail to your address.",
  link: "Too many wrong codes were tried, so there is none to enter for now. The link in the mail can’t be guessed: it still proves the address.",
  expired: "A new one comes in a new mail.",
  used: "Yet the address isn’t proven: something else about the account changed since. A new code comes in a new mail.",
  done: "You have read mail there. There is nothing to do.",
};

export async function generateMetadata(): Promise<Metadata> {
  const loaded = await loadStep().catch(() => null);
  return { title: TITLES[loaded?.step.name ?? "none"] };
}

export default withOutage(async function Page() {
  const { user, step } = await loadStep();
  const title = TITLES[step.name];
  const lead = LEADS[step.name];
  switch (step.name) {
    case "done":
      return (
        <Sheet focusTitle title={title} lead={lead}>
          <Indented>
            <Link href="/account" className={buttonStyle()}>
              Go to the account
            </Link>
          </Indented>
        </Sheet>
      );
    case "none":
    case "expired":
    case "used":
      return (
        <Sheet focusTitle={step.name !== "none"} title={title} lead={lead}>
          {user.hasPassword && <PasswordGoes />}
          <Row note="Address">
            <p className="mb-5 font-semibold wrap-anywhere">{user.email}</p>
            <NewCodeForm
              action={requestVerification}
              submit={step.name === "none" ? "Send the mail" : "Send a new code"}
            />
          </Row>
          <BackToAccount />
        </Sheet>
      );
    case "code":
    case "link":
      return (
        <Waiting
          {...{ step, title, lead }}
          resend={resendVerification}
          requestNew={requestVerification}
          footer={<BackToAccount />}
        >
          {step.status.codeLength !== null && (
            <CodeForm
              key={step.status.otpId}
              action={confirmVerification}
              otpId={step.status.otpId}
              codeLength={step.status.codeLength}
              submit={["Prove the address", "Looking…"]}
            />
          )}
        </Waiting>
      );
  }
});
