import type { ChallengeMail } from "@watchword/db/mail-queue";
import { foreign, type Translator } from "../translator.ts";
import { lifetime } from "../words.ts";
import { boundCode, hostInWords } from "./bound-code.ts";
import {
  type CodeCopy,
  footerCopy,
  type LinkCopy,
  type MailCopy,
  sentences,
  whoCopy,
} from "./mail-copy.ts";

/** A mail whose code and link use up the same token; if there is no code, it says why. */
export function challengeCopy(mail: ChallengeMail, translator: Translator): MailCopy {
  const { t, brand } = translator;
  const { kind, code, link } = mail;
  const state = code ? "with-code" : "link-alone";
  const secrecy = t(code ? "challenge.keep-code" : "link.keep");
  // The subject has no punctuation beside the code that somebody could copy along.
  const inSubject = { brand: brand.name, code: code?.digits ?? "" };
  return {
    subject: t(`${kind}.${state}.subject`, inSubject),
    title: t(`${kind}.title`),
    preheader: preheaderCopy(mail, translator),
    kind: t(`${kind}.${state}.kind`),
    code: codeCopy(mail, translator),
    phrase: phraseCopy(mail, translator),
    message: null,
    links: [linkCopy(mail, translator)],
    who: whoCopy(translator, t("challenge.who"), mail),
    advice: {
      label: t("challenge.not-you"),
      text: sentences(translator, t(`${kind}.unused`), secrecy),
    },
    footer: footerCopy(translator, mail),
    boundCode: code && boundCode(code.digits, link.url),
  };
}

function preheaderCopy(
  { code, link, phrase, resolvedAt }: ChallengeMail,
  translator: Translator,
): string {
  const works = { lifetime: lifetime(translator, (code ?? link).expiresAt, resolvedAt) };
  return phrase === null
    ? translator.t("challenge.preheader", works)
    : translator.t("challenge.preheader-with-phrase", {
        ...works,
        phrase: foreign(translator, phrase),
      });
}

function codeCopy(mail: ChallengeMail, translator: Translator): CodeCopy | null {
  const { kind, code, link, resolvedAt } = mail;
  if (!code) return null;
  const works = { lifetime: lifetime(translator, code.expiresAt, resolvedAt) };
  const host = foreign(translator, hostInWords(link.url));
  return {
    label: translator.t(`${kind}.with-code.code`),
    digits: code.digits,
    lifetime: translator.t(`challenge.${endTogether(mail) ? "both" : "code"}-lifetime`, works),
    where: { text: translator.t("challenge.only-on", { host }), host },
  };
}

/** Whether the code and the link have the same lifetime. */
function endTogether({ code, link }: ChallengeMail): boolean {
  return code?.expiresAt.getTime() === link.expiresAt.getTime();
}

function phraseCopy({ phrase }: ChallengeMail, translator: Translator): MailCopy["phrase"] {
  if (phrase === null) return null;
  const [label, check] = [translator.t("challenge.phrase"), translator.t("challenge.phrase-check")];
  return { label, words: foreign(translator, phrase), check };
}

function linkCopy(mail: ChallengeMail, translator: Translator): LinkCopy {
  const { t } = translator;
  const { kind, code, link, resolvedAt } = mail;
  const state = code ? "with-code" : "link-alone";
  const explanation = t(`${kind}.${state}.explanation`);
  return {
    label: t(`${kind}.${state}.link`),
    explanation: code ? explanation : sentences(translator, t("challenge.no-code"), explanation),
    action: t(`${kind}.action`),
    url: link.url,
    lifetime: endTogether(mail)
      ? null
      : t("link.lifetime", { lifetime: lifetime(translator, link.expiresAt, resolvedAt) }),
  };
}
