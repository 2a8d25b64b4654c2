import type { FailedMail } from "@watchword/auth/delivery";
import { TextButton } from "../../../components/ui/button.tsx";
import { ActionForm } from "../../forms/action-form.tsx";
import { mailWords } from "../words/mail-words.ts";
import { Time } from "../words/time.tsx";
import { reasonWords } from "../words/reason-words.ts";
import { resend } from "./actions.ts";

/** Mails that failed. */
export function FailedMails({ mails }: { mails: FailedMail[] }) {
  return (
    <ActionForm action={resend}>
      {mails.length === 0 && <p>None.</p>}
      <ul>
        {mails.map((mail) => (
          <li
            key={mail.id}
            className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-hairline py-3 first:pt-0 last:border-b-0"
          >
            <div className="wrap-anywhere">
              <p className="font-semibold">
                {mailWords(mail.kind)}, to {mail.to ?? "a deleted address"}
              </p>
              <p className="text-muted">
                Failed <Time iso={mail.failedAt} /> UTC after{" "}
                {mail.tries === 1 ? "one try" : `${mail.tries} tries`}
                {mail.reason !== null && `: ${reasonWords(mail.reason)}`}
              </p>
            </div>
            {mail.resendable ? (
              <TextButton
                name="mailId"
                value={mail.id}
                aria-label={`Send again: ${mailWords(mail.kind)}, to ${mail.to}`}
              >
                Send again
              </TextButton>
            ) : (
              <p className="text-muted">Expired</p>
            )}
          </li>
        ))}
      </ul>
    </ActionForm>
  );
}
