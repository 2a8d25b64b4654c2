import type { Mail } from "@watchword/db/mail-queue";
import { accountExistsCopy } from "./templates/account-exists.ts";
import { challengeCopy } from "./templates/challenge.ts";
import { emailChangeUndoneCopy } from "./templates/email-change-undone.ts";
import { emailChangedCopy } from "./templates/email-changed.ts";
import { letterCopy } from "./templates/letter.ts";
import type { MailCopy } from "./templates/mail-copy.ts";
import { linkCopy } from "./templates/link.ts";
import type { Translator } from "./translator.ts";

/** What a mail says, by its kind. */
export function copyOf(mail: Mail, translator: Translator): MailCopy {
  switch (mail.kind) {
    case "email-otp":
    case "password-sign-up":
    case "email-verification":
    case "email-change":
      return challengeCopy(mail, translator);
    case "account-exists":
      return accountExistsCopy(mail, translator);
    case "password-reset":
    case "invitation":
      return linkCopy(mail, translator);
    case "password-changed":
    case "new-sign-in":
    case "account-deleted":
      return letterCopy(mail, translator, mail.kind);
    case "email-changed":
      return emailChangedCopy(mail, translator);
    case "email-change-undone":
      return emailChangeUndoneCopy(mail, translator);
  }
}
