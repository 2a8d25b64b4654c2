import type { Mail } from "@watchword/db/mail-queue";
import { device, moment, singleLine } from "../words.ts";

/** Every word of a mail in the order it is read, so that its HTML and its text say the same. */
export interface MailCopy {
  subject: string;
  title: string;
  preheader: string;
  /** What the mail is, in two or three words beside the product's name. */
  kind: string;
  phrase: { label: string; words: string; check: string } | null;
  code: { label: string; digits: string; lifetime: string } | null;
  message: { title: string; text: string } | null;
  /** The first is the one that most readers want. */
  links: LinkCopy[];
  who: { label: string; details: readonly (readonly [name: string, value: string])[] };
  advice: { label: string; text: string };
  recipient: string;
}

export interface LinkCopy {
  /** Null where what stands above says it. */
  label: string | null;
  explanation: string | null;
  /** The words on the button. */
  action: string;
  url: string;
  /** Null for an address that is a plain page. */
  lifetime: string | null;
}

/** Who asked for a mail, or did what it tells of. */
export function whoCopy(label: string, { requestedBy, resolvedAt }: Mail): MailCopy["who"] {
  const { place } = requestedBy;
  return {
    label,
    details: [
      ["Device", device(requestedBy)],
      ...(place ? [["From", singleLine(place)] as const] : []),
      ["Time", moment(resolvedAt)],
    ],
  };
}

export function recipientCopy({ to }: Mail): string {
  return `Sent to ${to}`;
}
