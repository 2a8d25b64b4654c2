import type { Metadata } from "next";
import Link from "next/link";
import { getVisitor } from "../../caller.ts";
import { Row, Sheet } from "../../components/sheet.tsx";
import { AddressForm } from "../address-form.tsx";
import { withOutage } from "../outage.tsx";
import { requestReset } from "./actions.ts";
import { readAskedAddress } from "./asked-cookie.ts";

export const metadata: Metadata = { title: "Set a new password" };

export default withOutage(async function Page() {
  const visitor = await getVisitor();
  const email = (await readAskedAddress()) ?? visitor?.user.email ?? "";
  return (
    <Sheet
      title="Set a new password"
      lead="We mail you a link to a page where you choose it. The old one stays as it is until then."
    >
      <AddressForm action={requestReset} email={email} />
      <Row note="In a hurry?">
        <p>
          <Link href="/sign-in" className="link">
            Sign in with a code from your mail
          </Link>
          : it needs no password.
        </p>
      </Row>
    </Sheet>
  );
});
