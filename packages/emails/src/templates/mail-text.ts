import type { Translator } from "../translator.ts";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";

/** A mail as plain text. */
export function mailText(copy: MailCopy, translator: Translator): string {
  const { code, phrase, message, links, who, advice, footer, boundCode } = copy;
  const labelled = (label: string, value: string) =>
    translator.t("text.labelled", { label, value });
  const paragraphs = [
    ...(code ? [[labelled(code.label, code.digits), code.lifetime, code.where.text]] : []),
    ...(phrase ? [[labelled(phrase.label, phrase.words), phrase.check]] : []),
    ...(message ? [[message.title], [message.text]] : []),
    ...links.flatMap((link) => linkParagraphs(link, translator)),
    [who.label, ...who.details.map(([name, value]) => labelled(name, value))],
    [advice.label, advice.text],
    footer,
    ...(boundCode ? [[boundCode]] : []),
  ];
  return paragraphs.map((lines) => lines.join("\n")).join("\n\n");
}

// An address is the only text in its line, because programs that recognize links would include punctuation beside it.
function linkParagraphs(link: LinkCopy, translator: Translator): string[][] {
  const { label, explanation, action, url, lifetime } = link;
  const introduction = [label, explanation].filter((line) => line !== null);
  return [
    ...(introduction.length > 0 ? [introduction] : []),
    [translator.t("text.heading", { label: action }), url, ...(lifetime ? [lifetime] : [])],
  ];
}
