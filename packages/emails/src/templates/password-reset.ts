import type { PasswordResetMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { lifetime } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Brings the link that sets a new password. */
export function passwordResetCopy(mail: PasswordResetMail, { name }: Brand): MailCopy {
  const linkLifetime = lifetime(mail.link.expiresAt, mail.resolvedAt);
  return letterCopy(mail, {
    subject: `Set a new ${name} password`,
    preheader: `Works ${linkLifetime}`,
    kind: "Password reset",
    title: "Set a new password",
    text: "The link opens a page where you choose it. Setting it ends every session that is open now.",
    links: [
      {
        label: null,
        explanation: null,
        action: "Set a new password",
        url: mail.link.url,
        lifetime: `The link works ${linkLifetime}.`,
      },
    ],
    who: "Who asked for it",
    advice: {
      label: "Wasn’t you?",
      text: "Ignore this mail: your password stays as it is. Never pass the link on to anyone.",
    },
  });
}
