import type { ChallengeMail } from "@watchword/db/mail-queue";
import { foreign, type Voice } from "../voice.ts";
import { lifetime } from "../words.ts";
import { footerCopy, type LinkCopy, type MailCopy, sentences, whoCopy } from "./mail-copy.ts";

/** A mail whose code and link are two doors of one token; where there is no code, it says why. */
export function challengeCopy(mail: ChallengeMail, voice: Voice): MailCopy {
  const { say, brand } = voice;
  const { kind, code } = mail;
  const state = code ? "with-code" : "link-alone";
  const codeLifetime = code && lifetime(voice, code.expiresAt, mail.resolvedAt);
  const secrecy = say(code ? "challenge.keep-code" : "link.keep");
  // A subject is bare: no marks beside the code that somebody could copy along.
  const inSubject = { brand: brand.name, code: code?.digits ?? "" };
  return {
    subject: say(`${kind}.${state}.subject`, inSubject),
    title: say(`${kind}.title`),
    preheader: preheaderCopy(mail, voice),
    kind: say(`${kind}.${state}.kind`),
    phrase: phraseCopy(mail, voice),
    code: code && {
      label: say(`${kind}.with-code.code`),
      digits: code.digits,
      lifetime: say("challenge.code-lifetime", { lifetime: codeLifetime ?? "" }),
    },
    message: null,
    links: [linkCopy(mail, voice)],
    who: whoCopy(voice, say("challenge.who"), mail),
    advice: {
      label: say("challenge.not-you"),
      text: sentences(voice, say(`${kind}.unused`), secrecy),
    },
    footer: footerCopy(voice, mail),
  };
}

function preheaderCopy({ code, link, phrase, resolvedAt }: ChallengeMail, voice: Voice): string {
  const works = { lifetime: lifetime(voice, (code ?? link).expiresAt, resolvedAt) };
  return phrase === null
    ? voice.say("challenge.preheader", works)
    : voice.say("challenge.preheader-with-phrase", { ...works, phrase: foreign(voice, phrase) });
}

function phraseCopy({ phrase }: ChallengeMail, voice: Voice): MailCopy["phrase"] {
  if (phrase === null) return null;
  const [label, check] = [voice.say("challenge.phrase"), voice.say("challenge.phrase-check")];
  return { label, words: foreign(voice, phrase), check };
}

function linkCopy({ kind, code, link, resolvedAt }: ChallengeMail, voice: Voice): LinkCopy {
  const { say } = voice;
  const state = code ? "with-code" : "link-alone";
  const explanation = say(`${kind}.${state}.explanation`);
  return {
    label: say(`${kind}.${state}.link`),
    explanation: code ? explanation : sentences(voice, say("challenge.no-code"), explanation),
    action: say(`${kind}.action`),
    url: link.url,
    lifetime: say("link.lifetime", { lifetime: lifetime(voice, link.expiresAt, resolvedAt) }),
  };
}
