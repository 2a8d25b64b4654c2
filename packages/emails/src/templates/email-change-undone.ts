import type { NoticeMail } from "@watchword/db/mail-queue";
import { foreign, type Translator } from "../translator.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Tells both addresses of an account that a change was undone. */
export function emailChangeUndoneCopy(mail: NoticeMail, translator: Translator): MailCopy {
  const { newEmail, to } = mail;
  if (newEmail === null || newEmail === to) {
    return letterCopy(mail, translator, "email-change-undone.to-returned");
  }
  const values = { newEmail: foreign(translator, newEmail) };
  return letterCopy(mail, translator, "email-change-undone.to-left", { values });
}
