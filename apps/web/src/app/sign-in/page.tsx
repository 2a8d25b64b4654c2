import { sameOriginPath } from "@watchword/auth/next-path";
import type { Metadata } from "next";
import { Row, Sheet } from "../../components/sheet.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getVisitor } from "../../caller.ts";
import { readPendingSignIn } from "../../challenge-cookie.ts";
import { withOutage } from "../outage.tsx";
import { queryText, type SearchParams } from "../search-params.ts";
import { destination } from "./destination.ts";
import { EmailForm } from "./email-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const next = sameOriginPath(await queryText(props.searchParams, "next"));
  const visitor = await getVisitor();
  const email = (await readPendingSignIn())?.email ?? "";
  if (!visitor) {
    return (
      <Sheet
        title="Sign in"
        lead="We mail you a code and a link. Either one signs you in; an address that is new here gets an account."
      >
        <EmailForm email={email} next={next} />
      </Sheet>
    );
  }
  return (
    <Sheet
      title="Sign in"
      lead="You are signed in already. Another address takes this one’s place in this browser."
    >
      <Row note="Signed in as">
        <p className="font-semibold wrap-anywhere">{visitor.user.email}</p>
        {/* Not a <Link>: where it leads may be no page of ours. */}
        <a href={destination(next)} className={buttonStyle({ className: "mt-5" })}>
          Continue
        </a>
      </Row>
      <EmailForm email={email} next={next} />
    </Sheet>
  );
});
