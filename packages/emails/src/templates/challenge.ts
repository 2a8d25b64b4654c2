import type { ChallengeMail } from "@watchword/db/mail-queue";
import { foreign, type Voice } from "../voice.ts";
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

/** A mail whose code and link are two doors of one token; where there is no code, it says why. */
export function challengeCopy(mail: ChallengeMail, voice: Voice): MailCopy {
  const { say, brand } = voice;
  const { kind, code, link } = mail;
  const state = code ? "with-code" : "link-alone";
  const secrecy = say(code ? "challenge.keep-code" : "link.keep");
  // A subject is bare: no marks beside the code that somebody could copy along.
  const inSubject = { brand: brand.name, code: code?.digits ?? "" };
  return {
    subject: say(`${kind}.${state}.subject`, inSubject),
    title: say(`${kind}.title`),
    preheader: preheaderCopy(mail, voice),
    kind: say(`${kind}.${state}.kind`),
    code: codeCopy(mail, voice),
    phrase: phraseCopy(mail, voice),
    message: null,
    links: [linkCopy(mail, voice)],
    who: whoCopy(voice, say("challenge.who"), mail),
    advice: {
      label: say("challenge.not-you"),
      text: sentences(voice, say(`${kind}.unused`), secrecy),
    },
    footer: footerCopy(voice, mail),
    boundCode: code && boundCode(code.digits, link.url),
  };
}

function preheaderCopy({ code, link, phrase, resolvedAt }: ChallengeMail, voice: Voice): string {
  const works = { lifetime: lifetime(voice, (code ?? link).expiresAt, resolvedAt) };
  return phrase === null
    ? voice.say("challenge.preheader", works)
    : voice.say("challenge.preheader-with-phrase", { ...works, phrase: foreign(voice, phrase) });
}

function codeCopy(mail: ChallengeMail, voice: Voice): CodeCopy | null {
  const { kind, code, link, resolvedAt } = mail;
  if (!code) return null;
  const works = { lifetime: lifetime(voice, code.expiresAt, resolvedAt) };
  const host = foreign(voice, hostInWords(link.url));
  return {
    label: voice.say(`${kind}.with-code.code`),
    digits: code.digits,
    lifetime: voice.say(`challenge.${endTogether(mail) ? "both" : "code"}-lifetime`, works),
    where: { text: voice.say("challenge.only-on", { host }), host },
  };
}

/** Whether one lifetime tells of the code and of the link. */
function endTogether({ code, link }: ChallengeMail): boolean {
  return code?.expiresAt.getTime() === link.expiresAt.getTime();
}

function phraseCopy({ phrase }: ChallengeMail, voice: Voice): MailCopy["phrase"] {
  if (phrase === null) return null;
  const [label, check] = [voice.say("challenge.phrase"), voice.say("challenge.phrase-check")];
  return { label, words: foreign(voice, phrase), check };
}

function linkCopy(mail: ChallengeMail, voice: Voice): LinkCopy {
  const { say } = voice;
  const { kind, code, link, resolvedAt } = mail;
  const state = code ? "with-code" : "link-alone";
  const explanation = say(`${kind}.${state}.explanation`);
  return {
    label: say(`${kind}.${state}.link`),
    explanation: code ? explanation : sentences(voice, say("challenge.no-code"), explanation),
    action: say(`${kind}.action`),
    url: link.url,
    lifetime: endTogether(mail)
      ? null
      : say("link.lifetime", { lifetime: lifetime(voice, link.expiresAt, resolvedAt) }),
  };
}
