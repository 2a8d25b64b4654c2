import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Indented, Row, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { NewCodeForm } from "../../challenge/new-code-form.tsx";
import { Waiting } from "../../challenge/waiting.tsx";
import { withOutage } from "../../outage.tsx";
import { requestNewSignUp, resendSignUp } from "./actions.ts";
import { SignUpForm } from "./sign-up-form.tsx";
import { loadStep, type Step } from "./step.ts";

const TITLES: Record<Step["name"], string> = {
  none: "No sign-up is under way",
  code: "Enter the code and choose a password",
  link: "Use the link in the mail",
  expired: "The code is too old",
  used: "Signed up elsewhere",
  done: "You are signed in",
};

const LINK_ALONE =
  "Too many wrong codes were tried, so there is none to enter for now. The link in the mail can’t be guessed: it still signs you up.";

export async function generateMetadata(): Promise<Metadata> {
  const step = await loadStep().catch(() => null);
  return { title: step ? TITLES[step.name] : "Sign up" };
}

export default withOutage(async function Page() {
  const step = await loadStep();
  const title = TITLES[step.name];
  switch (step.name) {
    case "done":
      return redirect(step.next);
    case "none":
      return (
        <Sheet
          focusTitle
          title={title}
          lead="None in this browser, at least: it is over, or was begun in another one."
        >
          <Indented>
            <Link href="/sign-up" className={buttonStyle()}>
              Sign up
            </Link>
          </Indented>
        </Sheet>
      );
    case "expired":
      return (
        <Sheet focusTitle title={title} lead="A new one comes in a new mail.">
          <Row note="Address">
            <p className="mb-5 font-semibold wrap-anywhere">{step.pending.email}</p>
            <NewCodeForm action={requestNewSignUp} />
          </Row>
        </Sheet>
      );
    case "used":
      return (
        <Sheet
          focusTitle
          title={title}
          lead="The code or the link in its mail was used. Whoever did it is signed in where they did, and only there."
        >
          <Row note="To sign in here">
            <Link href="/sign-in/password" className={buttonStyle()}>
              Sign in
            </Link>
          </Row>
        </Sheet>
      );
    case "code":
    case "link":
      return (
        <Waiting
          step={step}
          title={title}
          lead={step.name === "link" && LINK_ALONE}
          changeHref="/sign-up"
          resend={resendSignUp}
          requestNew={requestNewSignUp}
          hint={
            <p className="mt-5">
              If the address has an account already, the mail says that instead.
            </p>
          }
        >
          {step.status.codeLength !== null && (
            <SignUpForm
              otpId={step.status.otpId}
              key={step.status.otpId}
              email={step.pending.email}
              codeLength={step.status.codeLength}
            />
          )}
        </Waiting>
      );
  }
});
