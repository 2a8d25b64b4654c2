import type { Metadata } from "next";
import Link from "next/link";
import { Indented, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";

const TITLE = "Your password is set";

export const metadata: Metadata = { title: TITLE };

export default function Page() {
  return (
    <Sheet
      focusTitle
      title={TITLE}
      lead="Every session of the account was ended. Sign in with the new password."
    >
      <Indented>
        <Link href="/sign-in/password" className={buttonStyle()}>
          Sign in
        </Link>
      </Indented>
    </Sheet>
  );
}
