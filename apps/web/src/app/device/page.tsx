import { databaseNow } from "@watchword/auth/clock";
import { inspectOneTimeToken } from "@watchword/auth/one-time-token";
import type { Metadata } from "next";
import { Link } from "../../components/link.tsx";
import { cache } from "react";
import { getAuth } from "../../auth.ts";
import { getVisitor } from "../../caller.ts";
import { readLinkToken } from "../../link-cookie.ts";
import { EmailAddress } from "../../components/email-address.tsx";
import { Row, Sheet } from "../../components/sheet.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getLocale, getTranslate } from "../../translations.ts";
import { DeadLink, linkTitle } from "../dead-link.tsx";
import { LinkForm } from "../link-form.tsx";
import { withOutage } from "../outage.tsx";
import { RefreshAt } from "../refresh.tsx";
import { InTheWay } from "../sign-in/signed-in-as.tsx";
import { TimeOfDay } from "../time-of-day.tsx";
import { continueHere } from "./actions.ts";

const loadLink = cache(async () => {
  const token = await readLinkToken("one-time-token");
  if (token === null) return { state: "unknown" } as const;
  return { ...(await inspectOneTimeToken(getAuth(), token)), token };
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("device.title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  const visitor = await getVisitor();
  if (link.state !== "live") {
    return (
      <DeadLink
        state={link.state}
        leads={{
          used: t("device.used"),
          expired: t("device.expired"),
          unknown: t("device.unknown"),
        }}
        wayOn={["/sign-in", t("common.sign-in")]}
        look={visitor ? "plain" : "primary"}
      >
        {visitor && <SignedInHere email={visitor.user.email} />}
      </DeadLink>
    );
  }

  const { userId, email, expiresAt, token } = link;
  if (visitor?.user.id === userId) {
    return (
      <Sheet focusTitle title={t("device.already-title")} lead={t("device.already-lead")}>
        <SignedInHere email={email} />
      </Sheet>
    );
  }
  const locale = await getLocale();
  const time = () => <TimeOfDay iso={expiresAt} locale={locale} />;
  return (
    <Sheet focusTitle title={t("device.heading")} lead={t("device.lead")}>
      <RefreshAt iso={expiresAt} serverNow={await databaseNow(getAuth())} />
      {visitor && <InTheWay email={visitor.user.email} />}
      <Row note={t("common.address")}>
        <p>
          <EmailAddress>{email}</EmailAddress>
        </p>
        <p className="mb-5 text-muted">{t.rich("device.works-until", { time })}</p>
        <LinkForm
          action={continueHere}
          token={token}
          submit={[t("device.submit", { email }), t("common.signing-in")]}
        />
      </Row>
      <Row note={t("device.sent-to-you")}>
        <p className="max-w-prose">{t("device.close-it")}</p>
      </Row>
    </Sheet>
  );
});

async function SignedInHere({ email }: { email: string }) {
  const t = await getTranslate();
  return (
    <Row note={t("common.signed-in-as")}>
      <p className="mb-5">
        <EmailAddress>{email}</EmailAddress>
      </p>
      <Link href="/account" className={buttonStyle()}>
        {t("common.to-account")}
      </Link>
    </Row>
  );
}
