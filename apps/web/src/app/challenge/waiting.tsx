import { passwordWords } from "../../components/password-words.ts";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getLocale, getTranslate } from "../../language/translations.ts";
import { Hydrate } from "../../trpc/prefetch.tsx";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import { RefreshOnReturn } from "../time/refresh.tsx";
import { MailForm } from "../sent-mail/mail-form.tsx";
import { NoneSent, SentCode } from "../sent-mail/lead.tsx";
import { deliveryWords, resendWords } from "../sent-mail/mail-words.ts";
import { NoMail, SentTo, YourEmail } from "../sent-mail/sent-to.tsx";
import { enterCode, requestNewCode, resendMail } from "./actions.ts";
import { CodeForm } from "./code-form.tsx";
import { flowOf } from "./flows.ts";
import { LiveDelivery, LiveResendForm, StepWatch } from "./live.tsx";
import type { CodeStep, Said } from "./page-row.ts";
import type { WaitingStep } from "./step.ts";

interface WaitingProps extends Said {
  row: CodeStep;
  step: WaitingStep;
}

/** If a mail was sent, asks for its code or points to its link; otherwise says when the next one can be sent. */
export async function Waiting({ row, step, title, lead }: WaitingProps) {
  const t = await getTranslate();
  const { name, pending, status, queryClient, serverNow } = step;
  const { otpId, codeLength, expiresAt, resendAt } = status;
  const { purpose, submit, note = "common.address" } = row;
  const { email, next } = pending;
  const { startPath, setsPassword } = flowOf(purpose);
  const changeHref = startPath?.(next);
  const watched = { purpose, otpId };
  const isCapped = name === "capped";
  const withoutCode = isCapped ? <NoneSent {...{ email, resendAt }} /> : lead;
  const withCode = codeLength !== null && (
    <SentCode {...{ email, changeHref }} digits={codeLength} />
  );
  return (
    <PageLayout title={title} lead={withCode || withoutCode} focusTitle={name !== "code"}>
      <Hydrate queryClient={queryClient}>
        {isCapped ? (
          <RefreshOnReturn />
        ) : (
          <StepWatch {...watched} {...{ codeLength, expiresAt, serverNow }} />
        )}
        {codeLength !== null && (
          <CodeForm
            key={otpId}
            action={enterCode.bind(null, purpose)}
            {...{ otpId, codeLength }}
            label={t("entry.code", { digits: codeLength })}
            describedBy={status.phrase === undefined ? "" : "phrase"}
            password={setsPassword ? { email, words: passwordWords(t, "new") } : null}
            submit={[t(submit[0]), t(submit[1])]}
          />
        )}
        {name === "link" && <SentTo {...{ email, changeHref }} />}
        {isCapped && changeHref !== undefined && (
          <SentTo {...{ email, changeHref }} note={t("common.address")} />
        )}
        {name === "link" && row.ofLink?.(t, step)}
        <OnTheWay next={next} />
        {name === "code" && lead && <Row note={t(note)}>{lead}</Row>}
        {row.ofMail?.(step)}
        {!isCapped && (
          <>
            <YourEmail email={email}>
              <LiveDelivery {...watched} words={deliveryWords(t)} />
            </YourEmail>
            <NoMail email={email}>
              <LiveResendForm
                key={otpId}
                {...{ ...watched, serverNow }}
                action={resendMail.bind(null, purpose)}
                words={resendWords(t, await getLocale())}
              />
              {row.hint && <p className="mt-5">{t(row.hint)}</p>}
            </NoMail>
          </>
        )}
        {name !== "code" && (
          <Row note={t(isCapped ? "common.try-again" : "challenge.prefer-code")}>
            <MailForm
              action={requestNewCode.bind(null, purpose)}
              look="plain"
              from={isCapped && resendAt !== null ? { iso: resendAt, serverNow } : null}
              submit={[t("common.send-new-code"), t("common.sending")]}
            />
          </Row>
        )}
        {row.footer}
      </Hydrate>
    </PageLayout>
  );
}
