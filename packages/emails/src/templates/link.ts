import type { LinkMail } from "@watchword/db/mail-queue";
import type { Voice } from "../voice.ts";
import { lifetime } from "../words.ts";
import { letterCopy } from "./letter.ts";
import { type MailCopy, whenCopy, whoCopy } from "./mail-copy.ts";

/** Brings a link and nothing else. */
export function linkCopy(mail: LinkMail, voice: Voice): MailCopy {
  const works = { lifetime: lifetime(voice, mail.link.expiresAt, mail.resolvedAt) };
  return letterCopy(mail, voice, mail.kind, {
    secret: true,
    whose: mail.kind === "invitation" ? whenCopy : whoCopy,
    links: [
      {
        label: null,
        explanation: null,
        action: voice.say(`${mail.kind}.action`),
        url: mail.link.url,
        lifetime: voice.say("link.lifetime", works),
      },
    ],
    values: works,
  });
}
