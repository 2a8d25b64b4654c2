import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Indented, Row, Sheet } from "../../../../components/sheet.tsx";
import { buttonStyle } from "../../../../components/ui/button.tsx";
import { CodeForm } from "../../../challenge/code-form.tsx";
import { NewCodeForm } from "../../../challenge/new-code-form.tsx";
import { Waiting } from "../../../challenge/waiting.tsx";
import { withOutage } from "../../../outage.tsx";
import { BackToAccount } from "../../sign-in-again.tsx";
import { confirmChange, requestNewChange, resendChange } from "./actions.ts";
import { loadStep, type Step } from "./step.ts";

const TITLES: Record<Step["name"], string> = {
  none: "No change of address is under way",
  code: "Enter the code",
  link: "Use the link in the mail",
  expired: "The code is too old",
  used: "This change is over",
  done: "The address is changed",
};

const LEADS: Record<Exclude<Step["name"], "done">, string> = {
  none: "None in this browser, at least: it is over, or was begun in another one.",
  code: "It is in the mail to the new address. Until you enter it, the account keeps the one it has.",
  link: "Too many wrong codes were tried, so there is none to enter for now. The link in the mail can’t be guessed: it still changes the address.",
  expired: "A new one comes in a new mail. The account has the address it had.",
  used: "Its code or link was used, or something else about the account changed since.",
};

export async function generateMetadata(): Promise<Metadata> {
  const step = await loadStep().catch(() => null);
  return { title: step ? TITLES[step.name] : "Change the address" };
}

export default withOutage(async function Page() {
  const step = await loadStep();
  if (step.name === "done") redirect("/account");
  const title = TITLES[step.name];
  const lead = LEADS[step.name];
  switch (step.name) {
    case "none":
    case "used":
      return (
        <Sheet focusTitle title={title} lead={lead}>
          <Indented>
            <Link href="/account" className={buttonStyle()}>
              Go to the account
            </Link>
          </Indented>
        </Sheet>
      );
    case "expired":
      return (
        <Sheet focusTitle title={title} lead={lead}>
          <Row note="New address">
            <p className="mb-5 font-semibold wrap-anywhere">{step.pending.email}</p>
            <NewCodeForm action={requestNewChange} />
          </Row>
        </Sheet>
      );
    case "code":
    case "link":
      return (
        <Waiting
          {...{ step, title, lead }}
          changeHref="/account/email"
          resend={resendChange}
          requestNew={requestNewChange}
          footer={<BackToAccount />}
        >
          {step.status.codeLength !== null && (
            <CodeForm
              key={step.status.otpId}
              action={confirmChange}
              otpId={step.status.otpId}
              codeLength={step.status.codeLength}
              submit={["Change the address", "Changing it…"]}
            />
          )}
        </Waiting>
      );
  }
});
