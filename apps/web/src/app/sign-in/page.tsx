import type { Metadata } from "next";
import Link from "next/link";
import { Row, Sheet } from "../../components/sheet.tsx";
import { AddressForm } from "../address-form.tsx";
import { withOutage } from "../outage.tsx";
import type { SearchParams } from "../search-params.ts";
import { requestSignIn } from "./actions.ts";
import { loadOpening } from "./opening.ts";
import { signInPath } from "./path.ts";
import { SignedInAs } from "./signed-in-as.tsx";

export async function generateMetadata(props: { searchParams: SearchParams }): Promise<Metadata> {
  const opening = await loadOpening(props.searchParams, LEAD).catch(() => null);
  return { title: opening?.title ?? "Sign in" };
}

const LEAD =
  "We mail you a code and a link. Either one signs you in; an address that is new here gets an account.";

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const { visitor, again, next, email, title, lead } = await loadOpening(props.searchParams, LEAD);
  return (
    <Sheet title={title} lead={lead}>
      {visitor && <SignedInAs email={visitor.user.email} next={next} mayContinue={!again} />}
      <AddressForm action={requestSignIn} email={email} next={next} />
      <Row note="Rather a password?">
        <p>
          <Link href={signInPath({ next, again }, "/sign-in/password")} className="link">
            Sign in with a password
          </Link>
          {!again && (
            <>
              , or{" "}
              <Link href={signInPath({ next }, "/sign-up")} className="link">
                sign up with one
              </Link>
            </>
          )}
          .
        </p>
      </Row>
    </Sheet>
  );
});
