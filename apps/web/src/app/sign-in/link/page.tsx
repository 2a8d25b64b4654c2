import { inspectEmailOtpLink } from "@watchword/auth/email-otp";
import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { getAuth } from "../../../auth.ts";
import { getVisitor } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { withOutage } from "../../outage.tsx";
import { readLinkToken } from "./link-cookie.ts";
import { LinkForm } from "./link-form.tsx";

const DEAD = {
  used: {
    title: "This link was used",
    lead: "It works once, and somebody signed in with it or with its code. If that was you, you are signed in there.",
  },
  expired: {
    title: "This link is too old",
    lead: "Links are short-lived. A new one comes in a new mail.",
  },
  unknown: {
    title: "We don’t know this link",
    lead: "Perhaps a piece of it is missing, or it was opened a good while ago. Open it from the mail again, or ask for a new mail.",
  },
} as const;

const loadLink = cache(async () => {
  const token = await readLinkToken();
  if (token === null) return { state: "unknown" } as const;
  return { ...(await inspectEmailOtpLink(getAuth(), token)), token };
});

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: link && link.state !== "live" ? DEAD[link.state].title : "Sign in by link" };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  const visitor = await getVisitor();
  if (link.state !== "live") return <DeadLink state={link.state} visitor={visitor} />;

  const { email, next, token } = link;
  const signedInAs = visitor?.user.email;
  return (
    <Sheet
      title="Sign in here?"
      lead="The link is good. It signs in this browser, once you press the button and not before."
    >
      {signedInAs !== undefined && signedInAs !== email && (
        <Row note="In the way">
          <p className="max-w-prose wrap-anywhere">
            You are signed in as <strong className="font-semibold">{signedInAs}</strong>. This
            replaces that session in this browser.
          </p>
        </Row>
      )}
      <Row note="Address">
        <p className="mb-5 font-semibold wrap-anywhere">{email}</p>
        <LinkForm email={email} token={token} next={next} />
      </Row>
    </Sheet>
  );
});

interface DeadLinkProps {
  state: keyof typeof DEAD;
  visitor: Awaited<ReturnType<typeof getVisitor>>;
}

function DeadLink({ state, visitor }: DeadLinkProps) {
  const { title, lead } = DEAD[state];
  return (
    <Sheet focusTitle title={title} lead={lead}>
      {visitor && (
        <Row note="Signed in as">
          <p className="mb-5 font-semibold wrap-anywhere">{visitor.user.email}</p>
          <Link href="/account" className={buttonStyle()}>
            Go to the account
          </Link>
        </Row>
      )}
      <Row note="A way on">
        <Link href="/sign-in" className={buttonStyle({ look: visitor ? "plain" : "primary" })}>
          Ask for a new mail
        </Link>
      </Row>
    </Sheet>
  );
}
