import { Row, Sheet } from "../../../components/sheet.tsx";
import { getLocale, getTranslate } from "../../../translations.ts";
import { Hydrate } from "../../../trpc/prefetch.tsx";
import { CodeForm } from "../../challenge/code-form.tsx";
import { deliveryWords, resendWords } from "../../challenge/mail-words.ts";
import { NewCodeForm } from "../../challenge/new-code-form.tsx";
import { NoMail, SentTo } from "../../challenge/sent-to.tsx";
import { signInPath } from "../path.ts";
import { requestNewCode, signInWithCode } from "./actions.ts";
import { LiveDelivery, LiveResendForm } from "./live.tsx";
import { Phrase } from "./phrase.tsx";
import { StepWatch } from "./step-watch.tsx";
import type { Step } from "./step.ts";

interface WaitingProps {
  step: Extract<Step, { name: "code" | "link" }>;
  title: string;
}

/** While the mail is out: its code is asked for, or, with none to guess any more, its link pointed to. */
export async function Waiting({ step, title }: WaitingProps) {
  const t = await getTranslate();
  const { name, pending, status, queryClient, serverNow } = step;
  const { otpId, codeLength, expiresAt, phrase } = status;
  const lead = name === "link" && t("sign-in-code.link-lead");
  const resend = resendWords(t, await getLocale());
  return (
    <Sheet title={title} focusTitle={name === "link"} lead={lead}>
      <Hydrate queryClient={queryClient}>
        <StepWatch {...{ otpId, codeLength, expiresAt, serverNow }} />
        <SentTo email={pending.email} changeHref={signInPath(pending)}>
          <LiveDelivery otpId={otpId} words={deliveryWords(t)} />
        </SentTo>
        <Phrase phrase={phrase} door={name} />
        {codeLength !== null && (
          <CodeForm
            key={otpId}
            action={signInWithCode}
            label={t("entry.code", { digits: codeLength })}
            otpId={otpId}
            codeLength={codeLength}
            submit={[t("common.sign-in"), t("common.signing-in")]}
          />
        )}
        <NoMail email={pending.email}>
          <LiveResendForm key={otpId} otpId={otpId} serverNow={serverNow} words={resend} />
        </NoMail>
        {name === "link" && (
          <Row note={t("challenge.rather-code")}>
            <NewCodeForm
              action={requestNewCode}
              look="plain"
              submit={[t("common.send-new-code"), t("common.sending")]}
            />
          </Row>
        )}
      </Hydrate>
    </Sheet>
  );
}
