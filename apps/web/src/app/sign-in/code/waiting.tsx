import Link from "next/link";
import { getConfig } from "../../../config.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { Hydrate } from "../../../trpc/prefetch.tsx";
import { CodeForm } from "./code-form.tsx";
import { Delivery } from "./delivery.tsx";
import { NewCodeForm } from "./new-code-form.tsx";
import { Phrase } from "./phrase.tsx";
import { ResendForm } from "./resend-form.tsx";
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
        <Row note="Sent to">
          <p className="font-semibold wrap-anywhere">{pending.email}</p>
          <Delivery otpId={otpId} />
          <p className="mt-3">
            Wrong address?{" "}
            <Link href={changeAddress(pending.next)} className="link">
              Change it
            </Link>
          </p>
        </Row>
        <Phrase phrase={phrase} door={name} />
        {codeLength !== null && <CodeForm key={otpId} codeLength={codeLength} />}
        <Row note="No mail?">
          <ResendForm key={otpId} otpId={otpId} serverNow={serverNow} />
          {getConfig().mailboxDir && <MailboxHint to={pending.email} />}
        </Row>
        {name === "link" && (
          <Row note="Rather a code?">
            <NewCodeForm look="plain" />
          </Row>
        )}
      </Hydrate>
    </Sheet>
  );
}

const LINK_ALONE =
  "Too many wrong codes were tried, so there is none to enter for now. The link in the mail can’t be guessed: it still signs you in.";

function MailboxHint({ to }: { to: string }) {
  return (
    <p className="mt-5 text-muted">
      In development mail stays on this machine:{" "}
      <Link href={`/dev/mailbox?to=${encodeURIComponent(to)}`} className="link">
        open the mailbox
      </Link>
    </p>
  );
}

function changeAddress(next: string | null): string {
  return next === null ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}
