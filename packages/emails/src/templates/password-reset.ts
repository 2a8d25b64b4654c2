import type { LinkMail } from "@watchword/db/mail-queue";
import type { Voice } from "../voice.ts";
import { lifetime } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Brings the link that sets a new password. */
export function passwordResetCopy(mail: LinkMail, voice: Voice): MailCopy {
  const works = { lifetime: lifetime(voice, mail.link.expiresAt, mail.resolvedAt) };
  return letterCopy(mail, voice, "password-reset", {
    secret: true,
    links: [
      {
        label: null,
        explanation: null,
        action: voice.say("password-reset.reset"),
        url: mail.link.url,
        lifetime: voice.say("link.lifetime", works),
      },
    ],
    values: works,
  });
}
