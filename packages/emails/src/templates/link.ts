import type { LinkMail } from "@watchword/db/mail-queue";
import type { Translator } from "../translator.ts";
import { lifetime } from "../words.ts";
import { letterCopy } from "./letter.ts";
import { type MailCopy, whenCopy, whoCopy } from "./mail-copy.ts";

/** Brings a link and nothing else. */
export function linkCopy(mail: LinkMail, translator: Translator): MailCopy {
  const works = { lifetime: lifetime(translator, mail.link.expiresAt, mail.resolvedAt) };
  return letterCopy(mail, translator, mail.kind, {
    secret: true,
    whose: mail.kind === "invitation" ? whenCopy : whoCopy,
    links: [
      {
        label: null,
        explanation: null,
        action: translator.t(`${mail.kind}.action`),
        url: mail.link.url,
        lifetime: translator.t("link.lifetime", works),
      },
    ],
    values: works,
  });
}
