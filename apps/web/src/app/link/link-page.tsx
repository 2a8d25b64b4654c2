import "server-only";
import { getVisitor } from "../../caller.ts";
import { EmailAddress } from "../../components/email-address.tsx";
import { passwordWords } from "../../components/password-words.ts";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { pageOf } from "../../cookies/link-cookie.ts";
import { getTranslate, type Translate } from "../../language/translations.ts";
import { withOutage } from "../outage.tsx";
import { loadTitle } from "../titled.ts";
import { AlreadySignedIn } from "../sign-in/signed-in-as.tsx";
import { DeadLink } from "./dead-link.tsx";
import { knowsAddress } from "./known-browser.ts";
import { LinkForm } from "./link-form.tsx";
import type { LinkPage, User } from "./page-row.ts";
import { asksOf } from "./links.ts";
import { NewPasswordForm } from "./new-password-form.tsx";
import { type LiveLink, loadLink } from "./opened-link.ts";
import { SignInForLink } from "./sign-in-for-link.tsx";

/** The `generateMetadata` and the page of a link: nothing happens before its form is sent. */
export function linkPage(row: LinkPage) {
  const generateMetadata = () =>
    loadTitle(async () => {
      const t = await getTranslate();
      const link = await loadLink(row.purpose);
      if (link.state !== "live") return t(`dead-link.${link.state}-title`);
      return row.titled?.(t, link) ?? t(row.title);
    }, row.title);

  const Page = withOutage(async function Page() {
    const link = await loadLink(row.purpose);
    const user = (await getVisitor())?.user ?? null;
    if (link.state !== "live") return <DeadLink row={row.dead} state={link.state} user={user} />;
    return row.instead?.(await getTranslate(), link) || <Opened {...{ row, link, user }} />;
  });
  return { generateMetadata, Page };
}

interface OpenedProps {
  row: LinkPage;
  link: LiveLink;
  user: User | null;
}

async function Opened({ row, link, user }: OpenedProps) {
  const t = await getTranslate();
  const asks = asksOf(row.purpose, link);
  const needsSession = asks === "account" && !link.own;
  const form = asks !== "password" && !needsSession && (await pressForm(t, row, link));
  const { focusTitle = false } = row;
  const opening = (await row.opens?.(t, link)) ?? {
    title: t(row.heading ?? row.title),
    lead: t(row.lead),
    before: row.before?.(link, user),
    note: t(row.note),
  };
  const { title, lead, before, note } = opening;
  return (
    <PageLayout {...{ title, lead, focusTitle }}>
      {before}
      {user && row.replaces?.(user, link) && <AlreadySignedIn email={user.email} />}
      <Row note={note}>
        <p>
          <EmailAddress>{row.shown?.(link) ?? link.email}</EmailAddress>
        </p>
        {row.ofAddress?.(t, link)}
        {form && !row.formRow && <div className="mt-5">{form}</div>}
      </Row>
      {form && row.formRow?.(t, form, user)}
      {asks === "password" && (
        <NewPasswordForm
          action={row.action}
          token={link.token}
          next={link.next ?? null}
          email={row.username ? await row.username(link) : link.email}
          words={passwordWords(t, "new")}
          submit={row.submit(t, link)}
        />
      )}
      {needsSession && row.why && (
        <SignInForLink signedInAs={user?.email ?? null} next={pageOf(row.purpose)}>
          {t(row.why)}
        </SignInForLink>
      )}
      {row.after?.(t)}
    </PageLayout>
  );
}

async function pressForm(t: Translate, row: LinkPage, link: LiveLink) {
  const asksAddress = asksOf(row.purpose, link) === "address" && !(await knowsAddress(link));
  const { token, next = null } = link;
  return (
    <LinkForm
      action={row.action}
      {...{ token, next }}
      confirm={asksAddress && row.why ? { why: t(row.why), label: t("link.type-address") } : null}
      submit={row.submit(t, link)}
    />
  );
}
