import Link from "next/link";
import type { ReactNode } from "react";
import { getConfig } from "../../config.ts";
import { Row } from "../../components/sheet.tsx";

interface SentToProps {
  email: string;
  /** Where another address is entered. */
  changeHref?: string;
  /** How far the mail has come. */
  children?: ReactNode;
}

/** Where the mail went. */
export function SentTo({ email, changeHref, children }: SentToProps) {
  return (
    <Row note="Sent to">
      <p className="font-semibold wrap-anywhere">{email}</p>
      {children}
      {changeHref !== undefined && (
        <p className="mt-3">
          Wrong address?{" "}
          <Link href={changeHref} className="link">
            Change it
          </Link>
        </p>
      )}
    </Row>
  );
}

/** What to do about a mail that doesn't come. */
export function NoMail({ email, children }: { email: string | null; children: ReactNode }) {
  return (
    <Row note="No mail?">
      {children}
      {getConfig().mailboxDir && <MailboxHint to={email} />}
    </Row>
  );
}

function MailboxHint({ to }: { to: string | null }) {
  const query = to === null ? "" : `?to=${encodeURIComponent(to)}`;
  return (
    <p className="mt-5 text-muted">
      In development mail stays on this machine:{" "}
      <Link href={`/dev/mailbox${query}`} className="link">
        open the mailbox
      </Link>
    </p>
  );
}
