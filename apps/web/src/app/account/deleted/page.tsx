import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getVisitor } from "../../../caller.ts";
import { Indented, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { withOutage } from "../../outage.tsx";

const TITLE = "The account is deleted";

export const metadata: Metadata = { title: TITLE };

export default withOutage(async function Page() {
  if (await getVisitor()) redirect("/account");
  return (
    <Sheet
      focusTitle
      title={TITLE}
      lead="Nothing of it is left to sign in to, and a mail tells you so. Goodbye, and thank you for having been here."
    >
      <Indented>
        <Link href="/" className={buttonStyle({ look: "plain" })}>
          To the start
        </Link>
      </Indented>
    </Sheet>
  );
});
