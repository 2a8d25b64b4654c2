import type { AccountExistsMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Answers a sign-up with an address that has an account, where only its owner reads it. */
export function accountExistsCopy(mail: AccountExistsMail, { name }: Brand): MailCopy {
  return letterCopy(mail, {
    subject: `You already have a ${name} account`,
    preheader: "Sign in, or set a new password",
    kind: "Sign-up",
    title: "You already have an account",
    text: "Somebody asked to sign up with this address, which has an account already. If it was you, sign in to it.",
    links: [
      { label: null, explanation: null, action: "Sign in", url: mail.signInUrl, lifetime: null },
      {
        label: "Or set a new password",
        explanation:
          "If you don’t know your password any more: the page mails you a link to set another.",
        action: "Set a new password",
        url: mail.resetUrl,
        lifetime: null,
      },
    ],
    who: "Who asked",
    advice: {
      label: "Wasn’t you?",
      text: "Ignore this mail: nothing happened, and your account is as it was.",
    },
  });
}
