import { maskEmail } from "@watchword/auth/email-address";
import { inspectPasswordReset } from "@watchword/auth/password-reset";
import type { Metadata } from "next";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { NewPasswordForm } from "../../new-password-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { InTheWay } from "../../sign-in/signed-in-as.tsx";
import { readAskedAddress } from "../asked-cookie.ts";
import { completeReset } from "./actions.ts";

const LEADS: Record<DeadState, string> = {
  used: "It works once. A password was set with it, or with a newer link; or the account changed in another way since.",
  expired: "Links are short-lived. A new one comes in a new mail; your password is as it was.",
  unknown:
    "Perhaps a piece of it is missing, or it was opened a good while ago. Open it from the mail again, or ask for a new mail.",
};

const loadLink = cache(() => loadOpenedLink("password-reset", inspectPasswordReset));

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(link?.state, "Set a new password") };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  if (link.state !== "live") {
    const wayOn = ["/password-reset", "Ask for a new mail"] as const;
    return <DeadLink state={link.state} leads={LEADS} wayOn={wayOn} />;
  }
  const { email, token } = link;
  const signedInAs = (await getVisitor())?.user.email;
  // Whoever holds the link isn't told the whole address, unless this browser named it itself.
  const isAsked = email === (await readAskedAddress());
  return (
    <Sheet
      title="Set a new password"
      lead="The link is good. Setting the password ends every session that the account has anywhere."
    >
      {signedInAs !== undefined && signedInAs !== email && <InTheWay email={signedInAs} />}
      <Row note="Address">
        <p className="font-semibold wrap-anywhere">{maskEmail(email)}</p>
      </Row>
      <NewPasswordForm
        action={completeReset}
        email={isAsked ? email : null}
        token={token}
        submit={["Set the password", "Setting it…"]}
      />
    </Sheet>
  );
});
