import type { LinkCopy, MailCopy } from "./mail-copy.ts";

/** A mail for those who read plain text. */
export function mailText(copy: MailCopy): string {
  const { phrase, code, message, links, who, advice, recipient } = copy;
  const paragraphs = [
    ...(phrase ? [[`${phrase.label}: ${phrase.words}`, phrase.check]] : []),
    ...(code ? [[`${code.label}: ${code.digits}`, code.lifetime]] : []),
    ...(message ? [[message.title], [message.text]] : []),
    ...links.flatMap(linkParagraphs),
    [who.label, ...who.details.map(([name, value]) => `${name}: ${value}`)],
    [`${advice.label} ${advice.text}`],
    [`${recipient}.`],
  ];
  return `${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function linkParagraphs({ label, explanation, action, url, lifetime }: LinkCopy): string[][] {
  return [
    ...(explanation ? [[explanation]] : []),
    [`${label ?? action}:`, url, ...(lifetime ? [lifetime] : [])],
  ];
}
