import type { Mail } from "@watchword/db/mail-queue";
import type { Brand } from "./brand.ts";
import { accountDeletedCopy } from "./templates/account-deleted.ts";
import { accountExistsCopy } from "./templates/account-exists.ts";
import { emailChangeCopy } from "./templates/email-change.ts";
import { emailChangeUndoneCopy } from "./templates/email-change-undone.ts";
import { emailChangedCopy } from "./templates/email-changed.ts";
import { emailOtpCopy } from "./templates/email-otp.ts";
import { emailVerificationCopy } from "./templates/email-verification.ts";
import type { MailCopy } from "./templates/mail-copy.ts";
import { newSignInCopy } from "./templates/new-sign-in.ts";
import { passwordChangedCopy } from "./templates/password-changed.ts";
import { passwordResetCopy } from "./templates/password-reset.ts";
import { passwordSignUpCopy } from "./templates/password-sign-up.ts";

/** What a mail says, by its kind. */
export function copyOf(mail: Mail, brand: Brand): MailCopy {
  switch (mail.kind) {
    case "email-otp":
      return emailOtpCopy(mail, brand);
    case "password-sign-up":
      return passwordSignUpCopy(mail, brand);
    case "email-verification":
      return emailVerificationCopy(mail, brand);
    case "email-change":
      return emailChangeCopy(mail, brand);
    case "account-exists":
      return accountExistsCopy(mail, brand);
    case "password-reset":
      return passwordResetCopy(mail, brand);
    case "password-changed":
      return passwordChangedCopy(mail, brand);
    case "new-sign-in":
      return newSignInCopy(mail, brand);
    case "account-deleted":
      return accountDeletedCopy(mail, brand);
    case "email-changed":
      return emailChangedCopy(mail, brand);
    case "email-change-undone":
      return emailChangeUndoneCopy(mail, brand);
  }
}
