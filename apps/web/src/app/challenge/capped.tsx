import type { ReactNode } from "react";
import { EmailAddress } from "../../components/email-address.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { Row, Sheet } from "../../components/sheet.tsx";
import { getLocale, getTranslate } from "../../translations.ts";
import { RefreshOnReturn } from "../refresh.tsx";
import { TimeOfDay } from "../time-of-day.tsx";
import type { MailAction } from "./mail-form.ts";
import { NewCodeForm } from "./new-code-form.tsx";
import type { ChallengeStep } from "./step.ts";

interface CappedProps {
  step: Extract<ChallengeStep, { name: "capped" }>;
  title: string;
  changeHref?: string;
  requestNew: MailAction;
  /** Whether the flow's mails show words of their own, which a page shows as well. */
  hasPhrase?: boolean;
  /** What stands below it all. */
  footer?: ReactNode;
}

/**
 * In place of a code that no mail brought, because the address was sent enough of them: the newest mail's
 * link, and when the next one can go. The same for every address.
 */
export async function Capped({ step, title, changeHref, requestNew, ...props }: CappedProps) {
  const t = await getTranslate();
  const locale = await getLocale();
  const { pending, status, serverNow } = step;
  const { resendAt } = status;
  const who = () => <EmailAddress>{pending.email}</EmailAddress>;
  const time = () => resendAt !== null && <TimeOfDay iso={resendAt} locale={locale} />;
  return (
    <Sheet
      focusTitle
      title={title}
      lead={
        resendAt === null
          ? t.rich("challenge.capped-later", { who })
          : t.rich("challenge.capped-until", { who, time })
      }
    >
      <RefreshOnReturn />
      {changeHref !== undefined && (
        <Row note={t("common.address")}>
          <p>
            <EmailAddress>{pending.email}</EmailAddress>
          </p>
          <p className="mt-3">{t.rich("challenge.wrong-address", { link: linkTo(changeHref) })}</p>
        </Row>
      )}
      {props.hasPhrase && (
        <Row note={t("sign-in-code.phrase")}>
          <p className="max-w-prose">{t("sign-in-code.capped-phrase")}</p>
        </Row>
      )}
      <Row note={t("common.try-again")}>
        <NewCodeForm
          action={requestNew}
          look="plain"
          {...(resendAt !== null && { from: { iso: resendAt, serverNow } })}
          submit={[t("common.send-new-code"), t("common.sending")]}
        />
      </Row>
      {props.footer}
    </Sheet>
  );
}
