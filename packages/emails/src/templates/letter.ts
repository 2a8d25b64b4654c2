import type { Mail } from "@watchword/db/mail-queue";
import { foreign, type MessageValues, type Voice } from "../voice.ts";
import { device, moment } from "../words.ts";
import { footerCopy, type LinkCopy, type MailCopy, sentences, whoCopy } from "./mail-copy.ts";

/** Where the catalogue has what a letter says. */
export type Letter =
  | "account-deleted"
  | "account-exists"
  | "email-change-undone.to-left"
  | "email-change-undone.to-returned"
  | "email-changed.to-new"
  | "email-changed.to-old"
  | "email-changed.to-old-for-good"
  | "invitation"
  | "new-sign-in"
  | "password-changed"
  | "password-reset";

interface LetterOptions {
  links?: LinkCopy[];
  /** Whether a link of it is a credential. */
  secret?: boolean;
  /** Says who asked for it, or only when it was written. */
  whose?: typeof whoCopy;
  /** What its messages take besides the device, the time and who it goes to. */
  values?: MessageValues;
}

/** A mail that tells something: no code, and no secret in its subject. */
export function letterCopy(
  mail: Mail,
  voice: Voice,
  letter: Letter,
  { links = [], secret = false, whose = whoCopy, values }: LetterOptions = {},
): MailCopy {
  const facts = {
    to: foreign(voice, mail.to),
    device: device(voice, mail.requestedBy),
    moment: moment(voice, mail.resolvedAt),
    ...values,
  };
  const advice = voice.say(`${letter}.advice`);
  const text = voice.say(`${letter}.text`, facts);
  const repeats = "repeats" in mail ? mail.repeats : 0;
  const subject = voice.say(`${letter}.subject`, { brand: voice.brand.name });
  return {
    subject,
    title: subject,
    preheader: voice.say(`${letter}.preheader`, facts),
    kind: voice.say(`${letter}.kind`),
    code: null,
    phrase: null,
    message: {
      title: voice.say(`${letter}.title`),
      text:
        repeats === 0
          ? text
          : sentences(voice, text, voice.say("notice.repeats", { count: repeats })),
    },
    links,
    who: whose(voice, voice.say(`${letter}.who`), mail),
    advice: {
      label: voice.say(`${letter}.question`),
      text: secret ? sentences(voice, advice, voice.say("link.keep")) : advice,
    },
    footer: footerCopy(voice, mail),
    boundCode: null,
  };
}
