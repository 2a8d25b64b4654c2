import { Fragment } from "react";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getLocale, getTranslate } from "../../language/translations.ts";
import { Hydrate } from "../../trpc/prefetch.tsx";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import type { CodeStep, Said } from "./flow.ts";
import { LiveDelivery, LiveResendForm, StepWatch } from "./live.tsx";
import { deliveryWords, resendWords } from "./mail-words.ts";
import { NewCodeForm } from "./new-code-form.tsx";
import { NoMail, SentCode, SentTo, YourEmail } from "./sent-to.tsx";
import type { WaitingStep } from "./step.ts";

interface WaitingProps extends Said {
  row: CodeStep;
  step: WaitingStep;
}

/** While a mail is out: its code is asked for, or, with none to guess any more, its link pointed to. */
export async function Waiting({ row, step, title, lead }: WaitingProps) {
  const t = await getTranslate();
  const { name, pending, status, queryClient, serverNow } = step;
  const { otpId, codeLength, expiresAt } = status;
  const { purpose, startPath } = row.flow;
  const { email } = pending;
  const to = { email, changeHref: startPath?.(pending.next) };
  const watched = { purpose, otpId };
  const words = resendWords(t, await getLocale());
  const code = codeLength !== null && {
    sent: <SentCode {...to} digits={codeLength} />,
    form: { otpId, codeLength, label: t("entry.code", { digits: codeLength }) },
  };
  return (
    <PageLayout title={title} lead={code ? code.sent : lead} focusTitle={name === "link"}>
      <Hydrate queryClient={queryClient}>
        <StepWatch {...watched} {...{ codeLength, expiresAt, serverNow }} />
        {code ? (
          <Fragment key={otpId}>{row.form(t, code.form, step)}</Fragment>
        ) : (
          <SentTo {...to} />
        )}
        {name === "link" && row.ofLink?.(t, step)}
        <OnTheWay next={pending.next} />
        {code && lead && <Row note={t(row.note)}>{lead}</Row>}
        {row.ofMail?.(step)}
        <YourEmail email={email}>
          <LiveDelivery {...watched} words={deliveryWords(t)} />
        </YourEmail>
        <NoMail email={email}>
          <LiveResendForm key={otpId} {...watched} action={row.resend} {...{ serverNow, words }} />
          {row.hint?.(t)}
        </NoMail>
        {name === "link" && (
          <Row note={t("challenge.prefer-code")}>
            <NewCodeForm
              action={row.requestNew}
              look="plain"
              submit={[t("common.send-new-code"), t("common.sending")]}
            />
          </Row>
        )}
        {row.footer}
      </Hydrate>
    </PageLayout>
  );
}
