import type { NoticeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { device, moment } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Tells the owner that a device is signed in which never was before. */
export function newSignInCopy(mail: NoticeMail, { name }: Brand): MailCopy {
  return letterCopy(mail, {
    subject: `New sign-in to your ${name} account`,
    preheader: `${device(mail.requestedBy)} · ${moment(mail.resolvedAt)}`,
    kind: "New sign-in",
    title: "New sign-in to your account",
    text: "Somebody signed in to your account on a device that was new to it. If it was you, there is nothing to do.",
    links: [],
    who: "Who signed in",
    advice: {
      label: "Wasn’t you?",
      text: `Open ${name} yourself, sign in and end that session: your account lists them all. If you have a password, set a new one as well.`,
    },
  });
}
