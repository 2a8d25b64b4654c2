import type { Mail } from "@watchword/db/mail-queue";
import { foreign, type Voice } from "../voice.ts";
import { device, moment, place } from "../words.ts";

/** Every word of a mail in the order it is read, so that its HTML and its text say the same. */
export interface MailCopy {
  subject: string;
  title: string;
  preheader: string;
  /** What the mail is, in two or three words beside the product's name. */
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
  /** Null where what stands above says it. */
  label: string | null;
  explanation: string | null;
  /** The words on the button. */
  action: string;
  url: string;
  /** Null for a plain page, and where what stands above says it. */
  lifetime: string | null;
}

/** Who asked for a mail, or did what it tells of. */
export function whoCopy(voice: Voice, label: string, mail: Mail): MailCopy["who"] {
  const { requestedBy, resolvedAt } = mail;
  const from = place(voice, requestedBy);
  return {
    label,
    details: [
      ...(mail.app === undefined
        ? []
        : [[voice.say("details.app"), foreign(voice, mail.app)] as const]),
      [voice.say("details.device"), device(voice, requestedBy)],
      ...(from ? [[voice.say("details.from"), from] as const] : []),
      [voice.say("details.time"), moment(voice, resolvedAt)],
    ],
  };
}

/** When a mail that nobody's visit brought about was written. */
export function whenCopy(voice: Voice, label: string, { resolvedAt }: Mail): MailCopy["who"] {
  return { label, details: [[voice.say("details.time"), moment(voice, resolvedAt)]] };
}

/** To whom a mail went, and who answers questions about it. */
export function footerCopy(voice: Voice, { to }: Mail): string[] {
  const sentTo = voice.say("footer.sent-to", { to: foreign(voice, to) });
  const { support } = voice.brand;
  if (support === null) return [sentTo];
  const key = URL.canParse(support) ? "footer.support-page" : "footer.support";
  return [sentTo, voice.say(key, { support: foreign(voice, support) })];
}

/** `first` and `second`, which are sentences. */
export function sentences(voice: Voice, first: string, second: string): string {
  return voice.say("text.sentences", { first, second });
}
