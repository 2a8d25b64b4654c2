import { inspectEmailVerificationLink } from "@watchword/auth/email-verification";
import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { SignInForLink } from "../../own-link.tsx";
import { PasswordGoes } from "../password-goes.tsx";
import { confirmVerificationWithLink } from "./actions.ts";

const TITLE = "Prove your address?";

const LEADS: Record<DeadState, string> = {
  used: "It works once: it or its code was used, or the address was proven in another way since.",
  expired: "Links are short-lived. A new one comes in a new mail.",
  unknown:
    "Perhaps a piece of it is missing, or it was opened a good while ago. Open it from the mail again, or ask for a new mail.",
};

const loadLink = cache(() => loadOpenedLink("email-verification", inspectEmailVerificationLink));

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(link?.state, TITLE) };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  const user = (await getVisitor())?.user ?? null;
  if (link.state !== "live") {
    const isProven = user?.emailVerified === true;
    const wayOn = isProven
      ? (["/account", "Go to the account"] as const)
      : (["/verify-email", "Ask for a new mail"] as const);
    return (
      <DeadLink state={link.state} leads={LEADS} wayOn={wayOn}>
        {isProven && (
          <Row note="Proven">
            <p className="font-semibold wrap-anywhere">{user.email}</p>
          </Row>
        )}
      </DeadLink>
    );
  }
  const isOwn = user !== null && user.id === link.userId;
  return (
    <Sheet
      title={TITLE}
      lead="The link is good. Nothing happens before you press the button, in a browser that is signed in to the account."
    >
      {isOwn && user.hasPassword && !user.emailVerified && <PasswordGoes />}
      <Row note="Address">
        <p className="font-semibold wrap-anywhere">{link.email}</p>
        {isOwn && (
          <div className="mt-5">
            <LinkForm
              action={confirmVerificationWithLink}
              token={link.token}
              submit={["Prove the address", "Looking…"]}
            />
          </div>
        )}
      </Row>
      {!isOwn && (
        <SignInForLink signedInAs={user?.email ?? null} next="/verify-email/link">
          Sign in with the address above; doing so by mail proves it already.
        </SignInForLink>
      )}
    </Sheet>
  );
});
