import type { ReactNode } from "react";
import { getConfig } from "../../environment/config.ts";
import { AddressRow } from "../../components/address-row.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { OutsideLink } from "../../components/outside-link.tsx";
import { Row } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { mailAppOf } from "./mail-apps.ts";

interface SentToProps {
  email: string;
  /** Where another address is entered. */
  changeHref?: string | undefined;
  /** What the address is to the mail; by default the address that it was sent to. */
  note?: string;
}

/** Shows where a mail was sent. */
export async function SentTo({ email, changeHref, note }: SentToProps) {
  const t = await getTranslate();
  return (
    <AddressRow note={note ?? t("challenge.sent-to")} email={email}>
      {changeHref !== undefined && (
        <p className="mt-3">{t.rich("challenge.wrong-address", { link: linkTo(changeHref) })}</p>
      )}
    </AddressRow>
  );
}

/** Where the mail is read, and how far it has come. */
export async function YourEmail({ email, children }: { email: string; children: ReactNode }) {
  const t = await getTranslate();
  const app = mailAppOf(email);
  return (
    <Row note={t("challenge.your-email")}>
      {children}
      {app && (
        <p className="not-first:mt-3">
          <OutsideLink href={app.url}>{t("challenge.open-mail", { app: app.name })}</OutsideLink>
        </p>
      )}
    </Row>
  );
}

/** What to do about a mail that doesn't come. */
export async function NoMail({ email, children }: { email: string; children: ReactNode }) {
  const t = await getTranslate();
  const { development, mailboxDir } = getConfig();
  const mailbox = (words: ReactNode) => (
    <OutsideLink href={`/dev/mailbox?to=${encodeURIComponent(email)}`}>{words}</OutsideLink>
  );
  return (
    <Row note={t("challenge.no-mail")}>
      {children}
      {development && mailboxDir !== null && (
        <p className="mt-5 text-muted">{t.rich("challenge.mailbox", { link: mailbox })}</p>
      )}
    </Row>
  );
}
