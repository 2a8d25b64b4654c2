import type { Mail } from "@watchword/db/mail-queue";
import { foreign, type MessageValues, type Translator } from "../translator.ts";
import { device, moment } from "../words.ts";
import { footerCopy, type LinkCopy, type MailCopy, sentences, whoCopy } from "./mail-copy.ts";

/** The key of the catalogue under which a letter's messages are. */
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
  /** Whether one of its links is a credential. */
  secret?: boolean;
  /** Says who requested it, or only when it was written. */
  whose?: typeof whoCopy;
  /** The values of its messages beside the device, the time and the recipient. */
  values?: MessageValues;
}

/** A mail without a code, and without a secret in its subject. */
export function letterCopy(
  mail: Mail,
  translator: Translator,
  letter: Letter,
  { links = [], secret = false, whose = whoCopy, values }: LetterOptions = {},
): MailCopy {
  const facts = {
    to: foreign(translator, mail.to),
    device: device(translator, mail.requestedBy),
    moment: moment(translator, mail.resolvedAt),
    ...values,
  };
  const advice = translator.t(`${letter}.advice`);
  const text = translator.t(`${letter}.text`, facts);
  const repeats = "repeats" in mail ? mail.repeats : 0;
  const subject = translator.t(`${letter}.subject`, { brand: translator.brand.name });
  return {
    subject,
    title: subject,
    preheader: translator.t(`${letter}.preheader`, facts),
    kind: translator.t(`${letter}.kind`),
    code: null,
    phrase: null,
    message: {
      title: translator.t(`${letter}.title`),
      text:
        repeats === 0
          ? text
          : sentences(translator, text, translator.t("notice.repeats", { count: repeats })),
    },
    links,
    who: whose(translator, translator.t(`${letter}.who`), mail),
    advice: {
      label: translator.t(`${letter}.question`),
      text: secret ? sentences(translator, advice, translator.t("link.keep")) : advice,
    },
    footer: footerCopy(translator, mail),
    boundCode: null,
  };
}
