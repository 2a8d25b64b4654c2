import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Indented, Row, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { NewCodeForm } from "../../challenge/new-code-form.tsx";
import { withOutage } from "../../outage.tsx";
import { requestNewCode } from "./actions.ts";
import { loadStep, type Step } from "./step.ts";
import { Waiting } from "./waiting.tsx";

const TITLES: Record<Step["name"], string> = {
  none: "No sign-in is under way",
  code: "Enter the code",
  link: "Use the link in the mail",
  expired: "The code is too old",
  used: "This sign-in was used",
  done: "You are signed in",
};

export async function generateMetadata(): Promise<Metadata> {
  const step = await loadStep().catch(() => null);
  return { title: step ? TITLES[step.name] : "Sign in" };
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
            <Link href="/sign-in" className={buttonStyle()}>
              Sign in
            </Link>
          </Indented>
        </Sheet>
      );
    case "expired":
      return (
        <Sheet
          focusTitle
          title={title}
          lead="Codes are short-lived. A new one comes in a new mail; the link in the last mail works a while longer."
        >
          <Row note="Address">
            <p className="mb-5 font-semibold wrap-anywhere">{step.pending.email}</p>
            <NewCodeForm action={requestNewCode} />
          </Row>
        </Sheet>
      );
    case "used":
      return (
        <Sheet
          focusTitle
          title={title}
          lead="Whoever pressed the link is signed in where they pressed it, and only there. A code and its link work once."
        >
          <Row note="To sign in here">
            <NewCodeForm action={requestNewCode} />
          </Row>
        </Sheet>
      );
    case "code":
    case "link":
      return <Waiting step={step} title={title} />;
  }
});
