import type { MailKind } from "@watchword/db/mail-queue";

/** What a mail is about, in words. */
const MAIL_WORDS: Record<MailKind, string> = {
  "account-deleted": "Account deleted",
  "account-exists": "Account exists already",
  "email-change": "Change of email address",
  "email-change-undone": "Change of email address undone",
  "email-changed": "Email address changed",
  "email-otp": "Sign-in",
  "email-verification": "Verification",
  invitation: "Invitation",
  "new-sign-in": "New sign-in",
  "password-changed": "Password changed",
  "password-reset": "Password reset",
  "password-sign-up": "Sign-up",
};

/** What a mail of a kind is about; a kind that a newer release knows stays as it is. */
export function mailWords(kind: string): string {
  return Object.hasOwn(MAIL_WORDS, kind) ? MAIL_WORDS[kind as MailKind] : kind;
}
