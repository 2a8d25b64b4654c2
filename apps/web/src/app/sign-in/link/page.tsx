import { inspectEmailOtpLink } from "@watchword/auth/email-otp";
import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { InTheWay } from "../signed-in-as.tsx";
import { signInWithLink } from "./actions.ts";

const LEADS: Record<DeadState, string> = {
  used: "It works once, and somebody signed in with it or with its code. If that was you, you are signed in there.",
  expired: "Links are short-lived. A new one comes in a new mail.",
  unknown:
    "Perhaps a piece of it is missing, or it was opened a good while ago. Open it from the mail again, or ask for a new mail.",
};

const loadLink = cache(() => loadOpenedLink("sign-in", inspectEmailOtpLink));

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(link?.state, "Sign in by link") };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  const visitor = await getVisitor();
  if (link.state !== "live") return <DeadSignInLink state={link.state} visitor={visitor} />;

  const { email, next, token } = link;
  const signedInAs = visitor?.user.email;
  return (
    <Sheet
      title="Sign in here?"
      lead="The link is good. It signs in this browser, once you press the button and not before."
    >
      {signedInAs !== undefined && signedInAs !== email && <InTheWay email={signedInAs} />}
      <Row note="Address">
        <p className="mb-5 font-semibold wrap-anywhere">{email}</p>
        <LinkForm
          action={signInWithLink}
          {...{ token, next }}
          submit={[`Sign in as ${email}`, "Signing in…"]}
        />
      </Row>
    </Sheet>
  );
});

interface DeadSignInLinkProps {
  state: DeadState;
  visitor: Awaited<ReturnType<typeof getVisitor>>;
}

function DeadSignInLink({ state, visitor }: DeadSignInLinkProps) {
  return (
    <DeadLink
      state={state}
      leads={LEADS}
      wayOn={["/sign-in", "Ask for a new mail"]}
      look={visitor ? "plain" : "primary"}
    >
      {visitor && (
        <Row note="Signed in as">
          <p className="mb-5 font-semibold wrap-anywhere">{visitor.user.email}</p>
          <Link href="/account" className={buttonStyle()}>
            Go to the account
          </Link>
        </Row>
      )}
    </DeadLink>
  );
}
