import type { ReactNode } from "react";
import { getConfig } from "../../config.ts";
import { EmailAddress } from "../../components/email-address.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { Row } from "../../components/sheet.tsx";
import { getTranslate } from "../../translations.ts";

interface SentToProps {
  email: string;
  /** Where another address is entered. */
  changeHref?: string | undefined;
  /** How far the mail has come. */
  children?: ReactNode;
}

/** Where the mail went. */
export async function SentTo({ email, changeHref, children }: SentToProps) {
  const t = await getTranslate();
  return (
    <Row note={t("challenge.sent-to")}>
      <p>
        <EmailAddress>{email}</EmailAddress>
      </p>
      {children}
      {changeHref !== undefined && (
        <p className="mt-3">{t.rich("challenge.wrong-address", { link: linkTo(changeHref) })}</p>
      )}
    </Row>
  );
}

/** What to do about a mail that doesn't come. */
export async function NoMail({ email, children }: { email: string | null; children: ReactNode }) {
  const t = await getTranslate();
  const query = email === null ? "" : `?to=${encodeURIComponent(email)}`;
  return (
    <Row note={t("challenge.no-mail")}>
      {children}
      {getConfig().mailboxDir && (
        <p className="mt-5 text-muted">
          {t.rich("challenge.mailbox", { link: linkTo(`/dev/mailbox${query}`) })}
        </p>
      )}
    </Row>
  );
}
