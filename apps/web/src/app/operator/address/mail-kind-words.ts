import type { MailKind } from "@watchword/auth/operator";

/** The kinds in which an address's emails are counted. */
export const MAIL_KIND_WORDS: Record<MailKind, { name: string; about: string; one: string }> = {
  "sign-in": {
    name: "Sign-in emails",
    about: "With a code, a link or both",
    one: "sign-in email",
  },
  "sign-up": {
    name: "Sign-up emails",
    about: "To choose a password",
    one: "sign-up email",
  },
  "password-reset": {
    name: "Reset emails",
    about: "To choose a new password",
    one: "reset email",
  },
  other: {
    name: "Other emails",
    about: "Verification, change of address, invitation",
    one: "email of another kind",
  },
};

/** The kind that a form names. */
export function mailKindOf(name: string): MailKind {
  return Object.hasOwn(MAIL_KIND_WORDS, name) ? (name as MailKind) : "sign-in";
}
