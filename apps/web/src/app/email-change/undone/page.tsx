import type { Metadata } from "next";
import Link from "next/link";
import { Indented, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";

const TITLE = "The change was taken back";

export const metadata: Metadata = { title: TITLE };

export default function Page() {
  return (
    <Sheet
      focusTitle
      title={TITLE}
      lead="The account has its old address again. Every session was ended and the password removed: sign in with a code from your mail, and set a new password if you want one."
    >
      <Indented>
        <Link href="/sign-in?next=/account/password" className={buttonStyle()}>
          Sign in
        </Link>
      </Indented>
    </Sheet>
  );
}
