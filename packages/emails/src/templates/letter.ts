import type { Mail } from "@watchword/db/mail-queue";
import { type LinkCopy, type MailCopy, recipientCopy, whoCopy } from "./mail-copy.ts";

/** What a mail without a code says. */
export interface LetterWords {
  subject: string;
  preheader: string;
  kind: string;
  title: string;
  text: string;
  links: LinkCopy[];
  /** Heads the device, the place and the time. */
  who: string;
  advice: MailCopy["advice"];
}

/** A mail that tells something: no code, and no secret in its subject. */
export function letterCopy(mail: Mail, words: LetterWords): MailCopy {
  const { subject, preheader, kind, title, text, links, who, advice } = words;
  return {
    subject,
    title: subject,
    preheader,
    kind,
    phrase: null,
    code: null,
    message: { title, text },
    links,
    who: whoCopy(who, mail),
    advice,
    recipient: recipientCopy(mail),
  };
}
