import { Row, Sheet } from "../../../components/sheet.tsx";
import { Hydrate } from "../../../trpc/prefetch.tsx";
import { CodeForm } from "../../challenge/code-form.tsx";
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
export function Waiting({ step, title }: WaitingProps) {
  const { name, pending, status, queryClient, serverNow } = step;
  const { otpId, codeLength, expiresAt, phrase } = status;
  return (
    <Sheet title={title} focusTitle={name === "link"} lead={name === "link" && LINK_ALONE}>
      <Hydrate queryClient={queryClient}>
        <StepWatch {...{ otpId, codeLength, expiresAt, serverNow }} />
        <SentTo email={pending.email} changeHref={signInPath(pending)}>
          <LiveDelivery otpId={otpId} />
        </SentTo>
        <Phrase phrase={phrase} door={name} />
        {codeLength !== null && (
          <CodeForm
            key={otpId}
            action={signInWithCode}
            otpId={otpId}
            codeLength={codeLength}
            submit={["Sign in", "Signing in…"]}
          />
        )}
        <NoMail email={pending.email}>
          <LiveResendForm key={otpId} otpId={otpId} serverNow={serverNow} />
        </NoMail>
        {name === "link" && (
          <Row note="Rather a code?">
            <NewCodeForm action={requestNewCode} look="plain" />
          </Row>
        )}
      </Hydrate>
    </Sheet>
  );
}

const LINK_ALONE =
  "Too many wrong codes were tried, so there is none to enter for now. The link in the mail can’t be guessed: it still signs you in.";
