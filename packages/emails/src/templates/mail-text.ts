import type { Voice } from "../voice.ts";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";

/** A mail for those who read plain text. */
export function mailText(copy: MailCopy, voice: Voice): string {
  const { code, phrase, message, links, who, advice, footer, boundCode } = copy;
  const labelled = (label: string, value: string) => voice.say("text.labelled", { label, value });
  const paragraphs = [
    ...(code ? [[labelled(code.label, code.digits), code.lifetime, code.where.text]] : []),
    ...(phrase ? [[labelled(phrase.label, phrase.words), phrase.check]] : []),
    ...(message ? [[message.title], [message.text]] : []),
    ...links.flatMap((link) => linkParagraphs(link, voice)),
    [who.label, ...who.details.map(([name, value]) => labelled(name, value))],
    [advice.label, advice.text],
    footer,
    ...(boundCode ? [[boundCode]] : []),
  ];
  return paragraphs.map((lines) => lines.join("\n")).join("\n\n");
}

// An address is the only text in its line: programs that recognize links would include a mark beside it.
function linkParagraphs(link: LinkCopy, voice: Voice): string[][] {
  const { label, explanation, action, url, lifetime } = link;
  const introduction = [label, explanation].filter((line) => line !== null);
  return [
    ...(introduction.length > 0 ? [introduction] : []),
    [voice.say("text.heading", { label: action }), url, ...(lifetime ? [lifetime] : [])],
  ];
}
