import { sameOriginPath } from "@watchword/auth/next-path";
import type { Metadata } from "next";
import Link from "next/link";
import { getVisitor } from "../../caller.ts";
import { readPending } from "../../challenge-cookie.ts";
import { Row, Sheet } from "../../components/sheet.tsx";
import { AddressForm } from "../address-form.tsx";
import { withOutage } from "../outage.tsx";
import { queryText, type SearchParams } from "../search-params.ts";
import { signInPath } from "../sign-in/path.ts";
import { SignedInAs } from "../sign-in/signed-in-as.tsx";
import { requestSignUp } from "./actions.ts";

export const metadata: Metadata = { title: "Sign up" };

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const next = sameOriginPath(await queryText(props.searchParams, "next"));
  const visitor = await getVisitor();
  const email = (await readPending("sign-up"))?.email ?? "";
  return (
    <Sheet
      title="Sign up"
      lead="We mail you a code. You enter it together with the password that you choose, and have an account."
    >
      {visitor && <SignedInAs email={visitor.user.email} next={next} />}
      <AddressForm action={requestSignUp} email={email} next={next} />
      <Row note="Rather none?">
        <p>
          You don’t need a password:{" "}
          <Link href={signInPath({ next })} className="link">
            sign in with a code
          </Link>{" "}
          each time. That makes the account too.
        </p>
      </Row>
    </Sheet>
  );
});
