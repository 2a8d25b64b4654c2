import type { MailKind } from "@watchword/auth/operator";

/** The kinds in which an address's emails are counted. */
export const MAIL_KIND_WORDS: Record<MailKind, { name: string; about: string; one: string }> = {
  "sign-in": {
    name: "Sign-in emails",
    about: "With a code, a link or both",
    one: "sign-in email",
  },
  other: {
    name: "Other emails",
    about: "Sign-up, verification, password reset, invitation",
    one: "email of another kind",
  },
};
