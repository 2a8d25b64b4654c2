import type { MailLink, NoticeMail } from "@watchword/db/mail-queue";
import { foreign, type Translator } from "../translator.ts";
import { lifetime } from "../words.ts";
import { letterCopy } from "./letter.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Tells both addresses of an account that one replaced the other. */
export function emailChangedCopy(mail: NoticeMail, translator: Translator): MailCopy {
  const { newEmail, to, undo } = mail;
  if (undo) return toOldCopy(mail, undo, translator);
  if (newEmail === null || newEmail === to)
    return letterCopy(mail, translator, "email-changed.to-new");
  const values = { newEmail: foreign(translator, newEmail) };
  return letterCopy(mail, translator, "email-changed.to-old-for-good", { values });
}

function toOldCopy(mail: NoticeMail, undo: MailLink, translator: Translator): MailCopy {
  const { t } = translator;
  const { newEmail, resolvedAt } = mail;
  const works = { lifetime: lifetime(translator, undo.expiresAt, resolvedAt) };
  const another = newEmail === null ? t("email-changed.another") : foreign(translator, newEmail);
  return letterCopy(mail, translator, "email-changed.to-old", {
    secret: true,
    links: [
      {
        label: t("email-changed.undo-label"),
        explanation: t("email-changed.undo-explanation"),
        action: t("email-changed.undo"),
        url: undo.url,
        lifetime: t("link.lifetime", works),
      },
    ],
    values: { ...works, newEmail: another },
  });
}
