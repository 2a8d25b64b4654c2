import type { AccountExistsMail } from "@watchword/db/mail-queue";
import { foreign, type Translator } from "../translator.ts";
import { boundCode, hostInWords } from "./bound-code.ts";
import { letterCopy } from "./letter.ts";
import { lifetime } from "../words.ts";
import { type MailCopy, sentences } from "./mail-copy.ts";

/** The mail for a sign-up with an address that has an account, which only its owner reads. */
export function accountExistsCopy(mail: AccountExistsMail, translator: Translator): MailCopy {
  const { t } = translator;
  const { code, link, resolvedAt } = mail;
  const letter = letterCopy(mail, translator, "account-exists", {
    links: linksOf(mail, translator),
    secret: code === null,
  });
  if (!code) return letter;
  const host = foreign(translator, hostInWords(link.url));
  return {
    ...letter,
    subject: t("account-exists.subject-with-code", {
      brand: translator.brand.name,
      code: code.digits,
    }),
    code: {
      label: t("account-exists.code"),
      digits: code.digits,
      lifetime: t("challenge.code-lifetime", {
        lifetime: lifetime(translator, code.expiresAt, resolvedAt),
      }),
      where: { text: t("challenge.only-on", { host }), host },
    },
    boundCode: boundCode(code.digits, link.url),
    advice: {
      ...letter.advice,
      text: sentences(translator, letter.advice.text, t("challenge.keep-code")),
    },
  };
}

/** The links to sign in, and to the page that mails a link for a new password. */
function linksOf({ link, resetUrl, resolvedAt }: AccountExistsMail, translator: Translator) {
  const { t } = translator;
  return [
    {
      label: null,
      explanation: null,
      action: t("account-exists.sign-in"),
      url: link.url,
      lifetime: t("link.lifetime", { lifetime: lifetime(translator, link.expiresAt, resolvedAt) }),
    },
    {
      label: t("account-exists.reset-label"),
      explanation: t("account-exists.reset-explanation"),
      action: t("account-exists.reset"),
      url: resetUrl,
      lifetime: null,
    },
  ];
}
