import type { ChallengeMail } from "@watchword/db/mail-queue";
import { lifetime } from "../words.ts";
import { type MailCopy, recipientCopy, whoCopy } from "./mail-copy.ts";

/** What one kind of challenge says: with its code, and where it carries the link alone. */
export interface ChallengeWords {
  title: string;
  /** Where the security phrase is shown as well: `The sign-in page`. */
  page: string;
  action: string;
  withCode: StateWords & { codeLabel: string };
  linkAlone: StateWords;
}

interface StateWords {
  /** After the code, where there is one. */
  subject: string;
  kind: string;
  linkLabel: string;
  explanation: string | null;
  /** What comes of a mail that nobody uses. */
  ignored: string;
}

/** Why a mail carries the link alone, and that it is a way on all the same. */
export function noCode(wayOn: string): string {
  return `There is no code this time. Codes pause for a while after many wrong guesses, no matter whose. The link can’t be guessed, so ${wayOn}`;
}

/** A mail whose code and link are two doors of one token. */
export function challengeCopy(mail: ChallengeMail, words: ChallengeWords): MailCopy {
  const { code, link, phrase, resolvedAt } = mail;
  const codeLifetime = code && lifetime(code.expiresAt, resolvedAt);
  const linkLifetime = lifetime(link.expiresAt, resolvedAt);
  const state = code ? words.withCode : words.linkAlone;
  const secrecy = code ? "Never read the code to anyone." : "Never pass the link on to anyone.";
  return {
    subject: code ? `${code.digits} ${state.subject}` : state.subject,
    title: words.title,
    preheader: `${phrase === null ? "" : `Security phrase: ${phrase} · `}Works ${codeLifetime ?? linkLifetime}`,
    kind: state.kind,
    phrase: phrase === null ? null : phraseCopy(phrase, words.page),
    code: code && {
      label: words.withCode.codeLabel,
      digits: code.digits,
      lifetime: `It works ${codeLifetime}.`,
    },
    message: null,
    links: [
      {
        label: state.linkLabel,
        explanation: state.explanation,
        action: words.action,
        url: link.url,
        lifetime: `The link works ${linkLifetime}.`,
      },
    ],
    who: whoCopy("Who asked for it", mail),
    advice: { label: "Wasn’t you?", text: `Ignore this mail: ${state.ignored} ${secrecy}` },
    recipient: recipientCopy(mail),
  };
}

function phraseCopy(phrase: string, page: string): MailCopy["phrase"] {
  return {
    label: "Your security phrase",
    words: phrase,
    check: `${page} shows the same words. If it shows others, don’t use this mail.`,
  };
}
