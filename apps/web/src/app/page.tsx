import Link from "next/link";
import { getVisitor } from "../caller.ts";
import { getConfig } from "../config.ts";
import { Row, Sheet } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";
import { BothSides } from "./both-sides.tsx";
import { withOutage } from "./outage.tsx";

export default withOutage(async function Page() {
  const visitor = await getVisitor();
  const { publicUrl, previewsUrl } = getConfig();
  return (
    <Sheet
      title="A code, a link, and a watchword."
      lead="Watchword signs people in by mail. The page shows two words; the mail shows the same two, a code to type and a link to press. Each mail signs in once."
    >
      <Row note="How it fits">
        <BothSides />
      </Row>
      <Row note={visitor ? "Signed in as" : "Try it"}>
        {visitor && <p className="mb-5 font-semibold wrap-anywhere">{visitor.user.email}</p>}
        <Link href={visitor ? "/account" : "/sign-in"} className={buttonStyle()}>
          {visitor ? "Go to your account" : "Sign in"}
        </Link>
      </Row>
      <Row note="Mailbox">
        <p>
          <Link href="/dev/mailbox" className="link">
            Every mail that went out
          </Link>
          . Mail stays on this machine until a provider is set.
        </p>
      </Row>
      {previewsUrl !== null && (
        <Row note="Mail previews">
          <p>
            <a href={previewsUrl} className="link">
              Each template in each of its states
            </a>
            , on the next port.
          </p>
        </Row>
      )}
      <Row note="API">
        <p>
          Typed, over tRPC, at <code className="font-mono wrap-anywhere">{publicUrl}/api/trpc</code>
          .
        </p>
        <p>
          Whether this process can serve is told by{" "}
          <code className="font-mono wrap-anywhere">/api/health/ready</code>.
        </p>
      </Row>
    </Sheet>
  );
});
