import { Link } from "../components/link.tsx";
import type { ReactNode } from "react";
import { getVisitor } from "../caller.ts";
import { getConfig } from "../config.ts";
import { EmailAddress } from "../components/email-address.tsx";
import { linkTo } from "../components/link-to.tsx";
import { Row, Sheet } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";
import { getTranslate } from "../translations.ts";
import { BothSides } from "./both-sides.tsx";
import { withOutage } from "./outage.tsx";

export default withOutage(async function Page() {
  const t = await getTranslate();
  const visitor = await getVisitor();
  const { publicUrl, previewsUrl } = getConfig();
  const [href, words] = visitor
    ? ["/account", t("home.to-your-account")]
    : ["/sign-in", t("common.sign-in")];
  return (
    <Sheet title={t("home.title")} lead={t("home.lead")}>
      <Row note={t("home.how")}>
        <BothSides />
      </Row>
      <Row note={visitor ? t("common.signed-in-as") : t("home.try")}>
        {visitor && (
          <p className="mb-5">
            <EmailAddress>{visitor.user.email}</EmailAddress>
          </p>
        )}
        <Link href={href} className={buttonStyle()}>
          {words}
        </Link>
      </Row>
      <Row note={t("home.mailbox")}>
        <p>{t.rich("home.mailbox-words", { link: linkTo("/dev/mailbox") })}</p>
      </Row>
      {previewsUrl !== null && (
        <Row note={t("home.previews")}>
          <p>{t.rich("home.previews-words", { link: linkTo(previewsUrl) })}</p>
        </Row>
      )}
      <Row note={t("home.api")}>
        <p>{t.rich("home.api-words", { url: code(`${publicUrl}/api/trpc`) })}</p>
        <p>{t.rich("home.health-words", { url: code("/api/health/ready") })}</p>
      </Row>
    </Sheet>
  );
});

function code(url: string): () => ReactNode {
  return () => (
    <code dir="ltr" translate="no" className="font-mono wrap-anywhere">
      {url}
    </code>
  );
}
