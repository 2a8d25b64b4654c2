import type { AccountExistsMail } from "@watchword/db/mail-queue";
import { foreign, type Voice } from "../voice.ts";
import { boundCode, hostInWords } from "./bound-code.ts";
import { letterCopy } from "./letter.ts";
import { lifetime } from "../words.ts";
import { type MailCopy, sentences } from "./mail-copy.ts";

/** Answers a sign-up with an address that has an account, where only its owner reads it. */
export function accountExistsCopy(mail: AccountExistsMail, voice: Voice): MailCopy {
  const { say } = voice;
  const { code, link, resolvedAt } = mail;
  const letter = letterCopy(mail, voice, "account-exists", {
    links: linksOf(mail, voice),
    secret: code === null,
  });
  if (!code) return letter;
  const host = foreign(voice, hostInWords(link.url));
  return {
    ...letter,
    subject: say("account-exists.subject-with-code", {
      brand: voice.brand.name,
      code: code.digits,
    }),
    code: {
      label: say("account-exists.code"),
      digits: code.digits,
      lifetime: say("challenge.code-lifetime", {
        lifetime: lifetime(voice, code.expiresAt, resolvedAt),
      }),
      where: { text: say("challenge.only-on", { host }), host },
    },
    boundCode: boundCode(code.digits, link.url),
    advice: {
      ...letter.advice,
      text: sentences(voice, letter.advice.text, say("challenge.keep-code")),
    },
  };
}

/** To sign in, and to the page that mails a link for a new password. */
function linksOf({ link, resetUrl, resolvedAt }: AccountExistsMail, voice: Voice) {
  const { say } = voice;
  return [
    {
      label: null,
      explanation: null,
      action: say("account-exists.sign-in"),
      url: link.url,
      lifetime: say("link.lifetime", { lifetime: lifetime(voice, link.expiresAt, resolvedAt) }),
    },
    {
      label: say("account-exists.reset-label"),
      explanation: say("account-exists.reset-explanation"),
      action: say("account-exists.reset"),
      url: resetUrl,
      lifetime: null,
    },
  ];
}
