import type { NoticeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { device, moment } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Tells the owner that the account has another password. */
export function passwordChangedCopy(mail: NoticeMail, { name }: Brand): MailCopy {
  return letterCopy(mail, {
    subject: `Your ${name} password was changed`,
    preheader: `${device(mail.requestedBy)} · ${moment(mail.resolvedAt)}`,
    kind: "Password",
    title: "Your password was changed",
    text: "The new one is in force. All other sessions were ended: other devices have to sign in again. If it was you, there is nothing to do.",
    links: [],
    who: "Who changed it",
    advice: {
      label: "Wasn’t you?",
      text: `Open ${name}’s sign-in page yourself and reset the password there. The link for it comes to this address, and using it ends every session.`,
    },
  });
}
