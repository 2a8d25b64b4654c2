import type { Metadata } from "next";
import Link from "next/link";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { withOutage } from "../../outage.tsx";
import { signInPath } from "../../sign-in/path.ts";
import { isFresh, requireVisitor } from "../guard.ts";
import { BackToAccount, SignInAgain } from "../sign-in-again.tsx";
import { PasswordForm } from "./password-form.tsx";

const PATH = "/account/password";

export async function generateMetadata(): Promise<Metadata> {
  return { title: "Your password" };
}

export default withOutage(async function Page() {
  const visitor = await requireVisitor(PATH);
  const { email, hasPassword } = visitor.user;
  const fresh = await isFresh(visitor);
  return (
    <Sheet
      title={hasPassword ? "Change the password" : "Set a password"}
      lead="The new one is in force at once, and every other session of the account ends. We mail you that it happened."
    >
      {fresh || hasPassword ? (
        <PasswordForm email={email} asksCurrent={!fresh} />
      ) : (
        <SignInAgain next={PATH} />
      )}
      {!fresh && hasPassword && (
        <Row note="Forgotten?">
          <p>
            <Link href={signInPath({ next: PATH, again: true })} className="link">
              Sign in again with a code from your mail
            </Link>
            : then the new password alone is enough.
          </p>
        </Row>
      )}
      <BackToAccount />
    </Sheet>
  );
});
