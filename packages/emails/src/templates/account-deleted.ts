import type { NoticeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { device, moment } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** The last mail of an account. */
export function accountDeletedCopy(mail: NoticeMail, { name }: Brand): MailCopy {
  return letterCopy(mail, {
    subject: `Your ${name} account was deleted`,
    preheader: `${device(mail.requestedBy)} · ${moment(mail.resolvedAt)}`,
    kind: "Account",
    title: "Your account was deleted",
    text: "It is done: nothing is left to sign in to, and every session was ended. You can sign up again with this address at any time.",
    links: [],
    who: "Who deleted it",
    advice: {
      label: "Wasn’t you?",
      text: "It can’t be brought back. Whoever did it was signed in to your account: make sure that nobody else reads your mail, and that its password opens nothing else.",
    },
  });
}
