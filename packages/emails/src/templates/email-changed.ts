import type { MailLink, NoticeMail } from "@watchword/db/mail-queue";
import { foreign, type Voice } from "../voice.ts";
import { lifetime } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Tells both addresses of an account that the one took the other's place. */
export function emailChangedCopy(mail: NoticeMail, voice: Voice): MailCopy {
  const { newEmail, to, undo } = mail;
  if (undo) return toOldCopy(mail, undo, voice);
  if (newEmail === null || newEmail === to) return letterCopy(mail, voice, "email-changed.to-new");
  const values = { newEmail: foreign(voice, newEmail) };
  return letterCopy(mail, voice, "email-changed.to-old-for-good", { values });
}

function toOldCopy(mail: NoticeMail, undo: MailLink, voice: Voice): MailCopy {
  const { say } = voice;
  const { newEmail, resolvedAt } = mail;
  const works = { lifetime: lifetime(voice, undo.expiresAt, resolvedAt) };
  const another = newEmail === null ? say("email-changed.another") : foreign(voice, newEmail);
  return letterCopy(mail, voice, "email-changed.to-old", {
    secret: true,
    links: [
      {
        label: say("email-changed.undo-label"),
        explanation: say("email-changed.undo-explanation"),
        action: say("email-changed.undo"),
        url: undo.url,
        lifetime: say("link.lifetime", works),
      },
    ],
    values: { ...works, newEmail: another },
  });
}
