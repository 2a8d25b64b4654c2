import { EmailAddress } from "../../components/email-address.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getDateLocale, getTranslate } from "../../language/translations.ts";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import { RefreshOnReturn } from "../refresh.tsx";
import { TimeOfDay } from "../time-of-day.tsx";
import type { CodeStep } from "./flow.ts";
import { NewCodeForm } from "./new-code-form.tsx";
import type { CappedStep } from "./step.ts";

interface CappedProps {
  row: CodeStep;
  step: CappedStep;
  title: string;
}

/**
 * In place of a code that no mail brought, because the address was sent enough of them: the newest mail's
 * link, and when the next one can go. The same for every address.
 */
export async function Capped({ row, step, title }: CappedProps) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const { pending, status, serverNow } = step;
  const { resendAt } = status;
  const changeHref = row.flow.startPath?.(pending.next);
  const who = () => <EmailAddress>{pending.email}</EmailAddress>;
  const time = () => resendAt !== null && <TimeOfDay iso={resendAt} locale={locale} />;
  return (
    <PageLayout
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
      <OnTheWay next={pending.next} />
      {row.ofMail?.(step)}
      <Row note={t("common.try-again")}>
        <NewCodeForm
          action={row.requestNew}
          look="plain"
          {...(resendAt !== null && { from: { iso: resendAt, serverNow } })}
          submit={[t("common.send-new-code"), t("common.sending")]}
        />
      </Row>
      {row.footer}
    </PageLayout>
  );
}
