import type { NoticeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { type LetterWords, letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Tells both addresses of an account that a change was taken back. */
export function emailChangeUndoneCopy(mail: NoticeMail, brand: Brand): MailCopy {
  const returned = (mail.newEmail ?? mail.to) === mail.to;
  return letterCopy(mail, returned ? toReturned(mail, brand) : toLeft(mail, brand));
}

function toReturned({ to }: NoticeMail, { name }: Brand): LetterWords {
  return {
    subject: `Your ${name} address is back`,
    preheader: "The change was taken back",
    kind: "Change of address",
    title: "The change was taken back",
    text: `${to} is the address of your account again. Every session was ended and the password was removed: sign in with a code or a link from your mail, and set a new password if you want one.`,
    links: [],
    who: "Who took it back",
    advice: {
      label: "Wasn’t you?",
      text: "It took the link that we mailed to this address: make sure that nobody else reads your mail.",
    },
  };
}

function toLeft({ newEmail }: NoticeMail, { name }: Brand): LetterWords {
  return {
    subject: `A change of your ${name} address was taken back`,
    preheader: "This address no longer signs in to the account",
    kind: "Change of address",
    title: "The change was taken back",
    text: `${newEmail ?? "The address before"} is the account’s address again, so this one no longer signs in to it. Every session was ended and the password was removed.`,
    links: [],
    who: "Who took it back",
    advice: {
      label: "Was the account yours?",
      text: "Only who reads the mail of the address before could take the change back.",
    },
  };
}
