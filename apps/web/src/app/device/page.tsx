import type { Metadata } from "next";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { readLinkToken } from "../../cookies/link-cookie.ts";
import { serverNow } from "../../auth/server-now.ts";
import { getDateLocale, getTranslate } from "../../language/translations.ts";
import { linkPage } from "../link/link-page.tsx";
import { SignedInHere } from "../link/signed-in-here.tsx";
import { queryText, type SearchParams } from "../pages/search-params.ts";
import { RefreshAt } from "../time/refresh.tsx";
import { TimeOfDay } from "../time/time-of-day.tsx";
import { CodeEntry, EnterCode } from "./enter-code.tsx";

const link = linkPage({
  purpose: "one-time-token",
  title: "device.title",
  heading: "device.heading",
  focusTitle: true,
  lead: "device.lead",
  note: "common.address",
  submit: (t) => [t("common.continue"), t("common.signing-in")],
  replaces: () => true,
  dead: {
    leads: { used: "device.used", expired: "device.expired", unknown: "device.unknown" },
    nextStep: () => ["/sign-in", "common.sign-in"],
    offersAccount: true,
    after: () => <CodeEntry />,
  },
  instead: (t, { own, email }) =>
    own && (
      <PageLayout focusTitle title={t("device.already-title")} lead={t("device.already-lead")}>
        <SignedInHere email={email} />
      </PageLayout>
    ),
  ofAddress: (_, { expiresAt }) => <WorksUntil iso={expiresAt} />,
  after: (t) => (
    <Row note={t("device.sent-to-you")}>
      <p className="max-w-prose">{t("device.close-it")}</p>
    </Row>
  ),
});

interface PageProps {
  searchParams: SearchParams;
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const t = await getTranslate();
  const isLink = (await enteredCode(searchParams)) === null && (await hasLink());
  return isLink ? link.generateMetadata() : { title: t("device.code-title") };
}

export default async function Page({ searchParams }: PageProps) {
  const userCode = await enteredCode(searchParams);
  return userCode === null && (await hasLink()) ? <link.Page /> : <EnterCode {...{ userCode }} />;
}

/** The code that the address names, as a device shows it in a QR code; null if there is none. */
async function enteredCode(searchParams: SearchParams): Promise<string | null> {
  return (await queryText(searchParams, "user_code"))?.slice(0, 64) ?? null;
}

async function hasLink(): Promise<boolean> {
  return (await readLinkToken("one-time-token")) !== null;
}

/** How long it works; loads the page again when it doesn't any more. */
async function WorksUntil({ iso }: { iso: string }) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const time = () => <TimeOfDay iso={iso} locale={locale} />;
  return (
    <p className="text-muted">
      {t.rich("device.works-until", { time })}
      <RefreshAt iso={iso} serverNow={await serverNow()} />
    </p>
  );
}
