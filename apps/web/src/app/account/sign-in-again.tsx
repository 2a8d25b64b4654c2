import Link from "next/link";
import { getConfig } from "../../config.ts";
import { Row } from "../../components/sheet.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { signInPath } from "../sign-in/path.ts";

/** In place of a form that only somebody may send who signed in lately. */
export function SignInAgain({ next, children }: { next: string; children?: string }) {
  const minutes = Math.round(getConfig().policy.session.freshSeconds / 60);
  return (
    <Row note="First">
      <p className="max-w-prose">
        {children ?? `This asks for a sign-in of the last ${minutes} minutes.`} Then you are back
        here.
      </p>
      <Link href={signInPath({ next, again: true })} className={buttonStyle({ className: "mt-5" })}>
        Sign in again
      </Link>
    </Row>
  );
}

/** The way out of a page of the settings. */
export function BackToAccount() {
  return (
    <Row note="Or">
      <p>
        <Link href="/account" className="link">
          Back to the account
        </Link>
        , with everything as it is.
      </p>
    </Row>
  );
}
