import type { Metadata } from "next";
import Link from "next/link";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { withOutage } from "../../outage.tsx";
import type { SearchParams } from "../../search-params.ts";
import { loadOpening } from "../opening.ts";
import { signInPath } from "../path.ts";
import { SignedInAs } from "../signed-in-as.tsx";
import { PasswordForm } from "./password-form.tsx";

export const metadata: Metadata = { title: "Sign in with a password" };

const LEAD = "With the address and the password of your account.";

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const { visitor, again, next, email, title, lead } = await loadOpening(props.searchParams, LEAD);
  return (
    <Sheet title={title} lead={lead}>
      {visitor && <SignedInAs email={visitor.user.email} next={next} mayContinue={!again} />}
      <PasswordForm email={email} next={next} />
      <Row note="Forgotten, or none?">
        <p>
          <Link href={signInPath({ next, again })} className="link">
            Sign in with a code from your mail
          </Link>
          , or{" "}
          <Link href="/password-reset" className="link">
            set a new password
          </Link>
          .
        </p>
      </Row>
      {!visitor && (
        <Row note="New here?">
          <p>
            <Link href={signInPath({ next }, "/sign-up")} className="link">
              Sign up
            </Link>
            .
          </p>
        </Row>
      )}
    </Sheet>
  );
});
