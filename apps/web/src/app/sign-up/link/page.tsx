import { inspectSignUpLink } from "@watchword/auth/password";
import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { NewPasswordForm } from "../../new-password-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { InTheWay } from "../../sign-in/signed-in-as.tsx";
import { confirmSignUpWithLink } from "./actions.ts";

const LEADS: Record<DeadState, string> = {
  used: "It works once, and somebody signed up with it or with its code. If that was you, you have an account: sign in.",
  expired: "Links are short-lived. A new one comes in a new mail.",
  unknown:
    "Perhaps a piece of it is missing, or it was opened a good while ago. Open it from the mail again, or ask for a new mail.",
};

const loadLink = cache(() => loadOpenedLink("sign-up", inspectSignUpLink));

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(link?.state, "Choose a password") };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  const signedInAs = (await getVisitor())?.user.email;
  if (link.state !== "live") {
    const isSignedIn = signedInAs !== undefined;
    return <DeadLink state={link.state} leads={LEADS} wayOn={wayOn(link.state, isSignedIn)} />;
  }
  const { email, token } = link;
  return (
    <Sheet
      title="Choose a password"
      lead="The link is good. There is an account once you have chosen a password, and not before."
    >
      {signedInAs !== undefined && <InTheWay email={signedInAs} />}
      <Row note="Address">
        <p className="font-semibold wrap-anywhere">{email}</p>
      </Row>
      <NewPasswordForm
        action={confirmSignUpWithLink}
        {...{ email, token }}
        submit={["Sign up", "Signing up…"]}
      />
    </Sheet>
  );
});

function wayOn(state: DeadState, isSignedIn: boolean): [href: string, words: string] {
  if (isSignedIn) return ["/account", "Go to the account"];
  return state === "used" ? ["/sign-in", "Sign in"] : ["/sign-up", "Ask for a new mail"];
}
