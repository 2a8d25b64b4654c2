import type { MailLink, NoticeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { lifetime } from "../words.ts";
import { type LetterWords, letterCopy } from "./letter.ts";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";

/** Tells both addresses of an account that the one took the other's place. */
export function emailChangedCopy(mail: NoticeMail, brand: Brand): MailCopy {
  const isNew = !mail.undo && (mail.newEmail ?? mail.to) === mail.to;
  return letterCopy(mail, isNew ? toNew(mail, brand) : toOld(mail, brand));
}

function toNew({ to }: NoticeMail, { name }: Brand): LetterWords {
  return {
    subject: `This is now the address of your ${name} account`,
    preheader: "Sign in with it from now on",
    kind: "Change of address",
    title: "Your address was changed",
    text: `${to} is now the address of your account: sign in with it from now on. All other sessions were ended.`,
    links: [],
    who: "Who changed it",
    advice: {
      label: "Wasn’t you?",
      text: "It took a code or a link that we mailed to this address: make sure that nobody else reads your mail. The old address was told too.",
    },
  };
}

function toOld({ newEmail, undo, resolvedAt }: NoticeMail, { name }: Brand): LetterWords {
  return {
    subject: `Your ${name} address was changed`,
    preheader: undo
      ? `Wasn’t you? Take it back: works ${lifetime(undo.expiresAt, resolvedAt)}`
      : "This one is no longer it",
    kind: "Change of address",
    title: "Your address was changed",
    text: `${newEmail ?? "Another address"} is now the address of your account. This one no longer signs in to it, and all other sessions were ended.`,
    links: undo ? [undoLink(undo, resolvedAt)] : [],
    who: "Who changed it",
    advice: undo
      ? {
          label: "Was it you?",
          text: "There is nothing to do. Never pass the link on to anyone.",
        }
      : {
          label: "Wasn’t you?",
          text: "This address can’t take the change back. Whoever made it was signed in to your account: make sure that nobody else reads your mail.",
        },
  };
}

function undoLink({ url, expiresAt }: MailLink, resolvedAt: Date): LinkCopy {
  return {
    label: "Take the change back",
    explanation:
      "If it wasn’t you: the link opens a page that asks once more. Once you confirm, this address is the account’s again, every session ends and the password is removed. You then sign in by mail.",
    action: "Take it back",
    url,
    lifetime: `The link works ${lifetime(expiresAt, resolvedAt)}.`,
  };
}
