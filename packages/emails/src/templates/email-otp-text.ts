import type { emailOtpCopy } from "./email-otp-copy.ts";

/** The sign-in mail for those who read plain text. */
export function emailOtpText({
  phrase,
  code,
  link,
  asked,
  stranger,
  recipient,
}: ReturnType<typeof emailOtpCopy>): string {
  const details = asked.details.map(([name, value]) => `${name}: ${value}`);
  const paragraphs = [
    ...(phrase ? [[`${phrase.label}: ${phrase.words}`, phrase.check]] : []),
    ...(code ? [[`${code.label}: ${code.digits}`, code.lifetime]] : []),
    ...(link.explanation ? [[link.explanation]] : []),
    [`${link.label}:`, link.url, link.lifetime],
    [`${asked.label}`, ...details],
    [`${stranger.label} ${stranger.advice}`],
    [`${recipient}.`],
  ];
  return `${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
