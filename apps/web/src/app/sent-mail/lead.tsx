import type { ReactNode } from "react";
import { EmailAddress } from "../../components/email-address.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { getDateLocale, getTranslate } from "../../language/translations.ts";
import { TimeOfDay } from "../time/time-of-day.tsx";

interface SentCodeProps {
  email: string;
  /** Where another address is entered. */
  changeHref: string | undefined;
  digits: number;
}

/** The sentence under the title, which says where the mail with a code was sent. */
export async function SentCode({ email, changeHref, digits }: SentCodeProps) {
  const t = await getTranslate();
  const change = (words: ReactNode) =>
    changeHref !== undefined && (
      <>
        {"\u00a0· "}
        {linkTo(changeHref)(words)}
      </>
    );
  const who = () => <EmailAddress>{email}</EmailAddress>;
  return t.rich("challenge.sent-code", { digits, who, change });
}

/**
 * Says that the address was sent enough mails, with the same words for every address: to use the newest mail's link,
 * and when the next can be sent.
 */
export async function NoneSent({ email, resendAt }: { email: string; resendAt: string | null }) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const who = () => <EmailAddress>{email}</EmailAddress>;
  if (resendAt === null) return t.rich("challenge.capped-later", { who });
  const time = () => <TimeOfDay iso={resendAt} locale={locale} />;
  return t.rich("challenge.capped-until", { who, time });
}
