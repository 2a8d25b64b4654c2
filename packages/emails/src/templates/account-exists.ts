import type { AccountExistsMail } from "@watchword/db/mail-queue";
import type { Voice } from "../voice.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Answers a sign-up with an address that has an account, where only its owner reads it. */
export function accountExistsCopy(mail: AccountExistsMail, voice: Voice): MailCopy {
  const { say } = voice;
  return letterCopy(mail, voice, "account-exists", {
    links: [
      {
        label: null,
        explanation: null,
        action: say("account-exists.sign-in"),
        url: mail.signInUrl,
        lifetime: null,
      },
      {
        label: say("account-exists.reset-label"),
        explanation: say("account-exists.reset-explanation"),
        action: say("account-exists.reset"),
        url: mail.resetUrl,
        lifetime: null,
      },
    ],
  });
}
