import type { Mail } from "@watchword/db/mail-queue";
import { foreign, type Translator } from "../translator.ts";
import { device, moment, place } from "../words.ts";

/** Every word of a mail in reading order, so that its HTML and its text say the same. */
export interface MailCopy {
  subject: string;
  title: string;
  preheader: string;
  /** The kind of mail, in two or three words beside the product's name. */
  kind: string;
  code: CodeCopy | null;
  phrase: { label: string; words: string; check: string } | null;
  message: { title: string; text: string } | null;
  /** The first is the one that most readers want. */
  links: LinkCopy[];
  who: { label: string; details: readonly (readonly [name: string, value: string])[] };
  advice: { label: string; text: string };
  footer: string[];
  /** `@watchword.example #482915`, for clients that fill a code in; nothing follows it. */
  boundCode: string | null;
}

export interface CodeCopy {
  label: string;
  digits: string;
  lifetime: string;
  /** Where the code is entered; `host` is a part of `text`. */
  where: { text: string; host: string };
}

export interface LinkCopy {
  /** Null if the text above says it. */
  label: string | null;
  explanation: string | null;
  /** The words on the button. */
  action: string;
  url: string;
  /** Null for a plain page, and if the text above says it. */
  lifetime: string | null;
}

/** Who requested a mail, or did what it reports. */
export function whoCopy(translator: Translator, label: string, mail: Mail): MailCopy["who"] {
  const { requestedBy, resolvedAt } = mail;
  const from = place(translator, requestedBy);
  return {
    label,
    details: [
      ...(mail.app === undefined
        ? []
        : [[translator.t("details.app"), foreign(translator, mail.app)] as const]),
      [translator.t("details.device"), device(translator, requestedBy)],
      ...(from ? [[translator.t("details.from"), from] as const] : []),
      [translator.t("details.time"), moment(translator, resolvedAt)],
    ],
  };
}

/** When a mail that no visitor caused was written. */
export function whenCopy(
  translator: Translator,
  label: string,
  { resolvedAt }: Mail,
): MailCopy["who"] {
  return { label, details: [[translator.t("details.time"), moment(translator, resolvedAt)]] };
}

/** Who a mail was sent to, and who answers questions about it. */
export function footerCopy(translator: Translator, { to }: Mail): string[] {
  const sentTo = translator.t("footer.sent-to", { to: foreign(translator, to) });
  const { support } = translator.brand;
  if (support === null) return [sentTo];
  const key = URL.canParse(support) ? "footer.support-page" : "footer.support";
  return [sentTo, translator.t(key, { support: foreign(translator, support) })];
}

/** Joins two sentences. */
export function sentences(translator: Translator, first: string, second: string): string {
  return translator.t("text.sentences", { first, second });
}
