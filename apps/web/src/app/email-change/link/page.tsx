import { inspectEmailChangeLink } from "@watchword/auth/email-change";
import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { SignInForLink } from "../../own-link.tsx";
import { confirmChangeWithLink } from "./actions.ts";

const TITLE = "Change the address?";

const LEADS: Record<DeadState, string> = {
  used: "It works once: it or its code was used, or something else about the account changed since.",
  expired:
    "Links are short-lived. The account has the address it had; ask for a new mail in its settings.",
  unknown:
    "Perhaps a piece of it is missing, or it was opened a good while ago. Open it from the mail again, or ask for a new mail in the settings.",
};

const loadLink = cache(() => loadOpenedLink("email-change", inspectEmailChangeLink));

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(link?.state, TITLE) };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  const user = (await getVisitor())?.user ?? null;
  if (link.state !== "live") {
    const wayOn = ["/account", user ? "Go to the account" : "Sign in"] as const;
    return <DeadLink state={link.state} leads={LEADS} wayOn={wayOn} />;
  }
  const isOwn = user !== null && user.id === link.userId;
  return (
    <Sheet
      title={TITLE}
      lead="The link is good. Nothing changes before you press the button, in a browser that is signed in to the account."
    >
      <Row note="New address">
        <p className="font-semibold wrap-anywhere">{link.email}</p>
      </Row>
      {isOwn ? (
        <Row note="Instead of">
          <p className="font-semibold wrap-anywhere">{user.email}</p>
          <p className="mt-3 mb-5 max-w-prose text-muted">
            You sign in with the new address from then on. Every other session ends. The old address
            is told, with a link that takes the change back for 7 days.
          </p>
          <LinkForm
            action={confirmChangeWithLink}
            token={link.token}
            submit={["Change the address", "Changing it…"]}
          />
        </Row>
      ) : (
        <SignInForLink signedInAs={user?.email ?? null} next="/email-change/link">
          Sign in to the account that is to have this address, with the address that it has now.
        </SignInForLink>
      )}
    </Sheet>
  );
});
