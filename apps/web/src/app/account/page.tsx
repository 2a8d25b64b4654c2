import { Link } from "../../components/link.tsx";
import { getCaller } from "../../caller/caller.ts";
import { AddressRow } from "../../components/address-row.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { Button } from "../../components/ui/button.tsx";
import { SaidOnce } from "../../components/said-once.tsx";
import { doneSaid, readDone } from "../../cookies/done-cookie.ts";
import { getDateLocale, getTranslate } from "../../language/translations.ts";
import { ActionForm } from "../forms/action-form.tsx";
import { isOperator } from "../visitor/is-operator.ts";
import { withOutage } from "../pages/outage.tsx";
import { RefreshOnReturn } from "../time/refresh.tsx";
import { titledForVisitor } from "../pages/titled.ts";
import { endSession, signOut } from "./actions.ts";
import { ConnectedApps } from "./connected-apps.tsx";
import { EndOthers } from "./end-others.tsx";
import { endOthersWords } from "./end-others-words.ts";
import { requireVisitor } from "../visitor/guard.ts";
import { day, exactTime } from "./relative-time.ts";
import { SessionRow } from "./session-row.tsx";

export const generateMetadata = titledForVisitor("account.title");

export default withOutage(async function Page() {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const { user, session } = await requireVisitor("/account");
  const done = await readDone();
  const caller = await getCaller();
  const sessions = await caller.session.list();
  const apps = await caller.consent.list();
  const others = sessions.filter(({ current }) => !current).length;
  const now = Date.now();
  const since = (words: React.ReactNode) => (
    <time
      dateTime={user.createdAt}
      title={exactTime(user.createdAt, locale)}
      className="whitespace-nowrap"
    >
      {words}
    </time>
  );
  const notice = done && <SaidOnce forgets={doneSaid()}>{t(`account.done-${done}`)}</SaidOnce>;
  return (
    <PageLayout title={t("account.heading")} focusTitle notice={notice}>
      <RefreshOnReturn />
      <AddressRow note={t("common.address")} email={user.email}>
        <p className="text-muted">
          {user.emailVerified
            ? t("account.verified")
            : t.rich("account.not-verified", { link: linkTo("/verify-email") })}
        </p>
        <p className="text-muted">
          {t.rich("account.since", { day: day(user.createdAt, locale), time: since })}
        </p>
        <p className="mt-3">
          <Link href="/account/email" className="link">
            {t("common.change-address")}
          </Link>
        </p>
      </AddressRow>
      <Row note={t("account.password")}>
        <p className="text-muted">
          {user.hasPassword ? t("account.has-password") : t("account.no-password")}
        </p>
        <p className="mt-3">
          <Link href="/account/password" className="link">
            {user.hasPassword ? t("account.change-password") : t("account.new-password")}
          </Link>
        </p>
      </Row>
      <Row note={<h2>{t("account.signed-in")}</h2>}>
        <output className="sr-only">{t("account.sessions", { count: sessions.length })}</output>
        <ActionForm action={endSession} working={t("sessions.ending")}>
          <ul>
            {sessions.map((listed) => (
              <SessionRow
                key={listed.id}
                session={listed}
                parent={sessions.find(({ id }) => id === listed.parentId)}
                now={now}
              />
            ))}
          </ul>
        </ActionForm>
        <EndOthers count={others} words={endOthersWords(t, others)} />
      </Row>
      {apps.length > 0 && (
        <Row note={<h2>{t("connected-apps.title")}</h2>}>
          <ConnectedApps apps={apps} />
        </Row>
      )}
      <Row note={t("account.another-device")}>
        <p className="text-muted">{t("account.another-device-lead")}</p>
        <p className="mt-3">
          <Link href="/account/device" className="link">
            {t("account.continue-elsewhere")}
          </Link>
        </p>
      </Row>
      {(await isOperator()) && (
        <Row note={t("account.for-operators")}>
          <Link href="/operator" className="link">
            {t("account.operator-pages")}
          </Link>
        </Row>
      )}
      <Row note={t("account.this-browser")}>
        <form action={signOut}>
          <Button look="plain">{t("common.sign-out")}</Button>
        </form>
        {sessions.some(({ parentId }) => parentId === session.id) && (
          <p className="mt-3 text-muted">{t("account.children-end")}</p>
        )}
      </Row>
      <Row note={t("account.delete")}>
        <Link href="/account/delete" className="link">
          {t("common.delete-account")}
        </Link>
      </Row>
    </PageLayout>
  );
});
