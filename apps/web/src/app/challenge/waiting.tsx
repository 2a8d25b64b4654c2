import type { ReactNode } from "react";
import { Row, Sheet } from "../../components/sheet.tsx";
import { getLocale, getTranslate } from "../../translations.ts";
import { RefreshAt, RefreshEvery, RefreshOnReturn } from "../refresh.tsx";
import type { MailAction } from "./mail-form.ts";
import { resendWords } from "./mail-words.ts";
import { NewCodeForm } from "./new-code-form.tsx";
import { ResendForm } from "./resend-form.tsx";
import { NoMail, SentTo } from "./sent-to.tsx";
import type { WaitingStep } from "./step.ts";

const REFRESH_MS = 4_000;

interface WaitingProps {
  step: WaitingStep;
  title: string;
  lead?: ReactNode;
  changeHref?: string;
  resend: MailAction;
  requestNew: MailAction;
  /** What else helps when no mail comes. */
  hint?: ReactNode;
  /** What stands below it all. */
  footer?: ReactNode;
  /** The form for the code, if there is one to enter. */
  children: ReactNode;
}

/** While a mail is out: its code is asked for, or, with none to guess any more, its link pointed to. */
export async function Waiting({ step, title, lead, changeHref, ...props }: WaitingProps) {
  const t = await getTranslate();
  const { name, pending, status, serverNow } = step;
  const { otpId, resendAt, delivery, expiresAt } = status;
  const words = resendWords(t, await getLocale());
  return (
    <Sheet title={title} lead={lead} focusTitle={name === "link"}>
      <RefreshEvery ms={REFRESH_MS} />
      <RefreshOnReturn />
      <RefreshAt iso={expiresAt} serverNow={serverNow} />
      <SentTo email={pending.email} {...(changeHref && { changeHref })}>
        <p className="text-muted">{t(`challenge.delivery-${delivery}`)}</p>
      </SentTo>
      {name === "code" && props.children}
      <NoMail email={pending.email}>
        <ResendForm key={otpId} action={props.resend} {...{ resendAt, serverNow, words }} />
        {props.hint}
      </NoMail>
      {name === "link" && (
        <Row note={t("challenge.rather-code")}>
          <NewCodeForm
            action={props.requestNew}
            look="plain"
            submit={[t("common.send-new-code"), t("common.sending")]}
          />
        </Row>
      )}
      {props.footer}
    </Sheet>
  );
}
