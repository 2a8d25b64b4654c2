import { inspectEmailChangeUndo } from "@watchword/auth/email-change";
import type { Metadata } from "next";
import { cache } from "react";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { undoChange } from "./actions.ts";

const TITLE = "Take the change back?";

const LEADS: Record<DeadState, string> = {
  used: "The change was taken back already, by this link or by one of an earlier change. Sign in with the address that the mail went to.",
  expired: "A change of address can be taken back for 7 days. The account keeps the new one.",
  unknown:
    "Perhaps a piece of it is missing, or it was opened more than 7 days ago. Open it from the mail again.",
};

const loadLink = cache(() => loadOpenedLink("email-change-undo", inspectEmailChangeUndo));

export async function generateMetadata(): Promise<Metadata> {
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(link?.state, TITLE) };
}

export default withOutage(async function Page() {
  const link = await loadLink();
  if (link.state !== "live") {
    return <DeadLink state={link.state} leads={LEADS} wayOn={["/sign-in", "Sign in"]} />;
  }
  return (
    <Sheet
      title={TITLE}
      lead="The link is good. Press the button if it wasn’t you who changed the address; you needn’t be signed in."
    >
      <Row note="Address again">
        <p className="font-semibold wrap-anywhere">{link.email}</p>
        {link.next !== null && <p className="text-muted wrap-anywhere">instead of {link.next}</p>}
      </Row>
      <Row note="What happens">
        <ul className="mb-5 max-w-prose list-disc space-y-1 pl-5">
          <li>The account has this address again, and the other one no longer signs in.</li>
          <li>Every session of the account ends, on every device.</li>
          <li>Its password is removed. You sign in by mail, and may set a new one.</li>
          <li>Both addresses are told.</li>
        </ul>
        <LinkForm
          action={undoChange}
          token={link.token}
          submit={["Take the change back", "Taking it back…"]}
        />
      </Row>
    </Sheet>
  );
});
