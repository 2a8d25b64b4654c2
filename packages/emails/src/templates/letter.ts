import type { Mail } from "@watchword/db/mail-queue";
import { foreign, type MessageValues, type Translator } from "../translator.ts";
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
