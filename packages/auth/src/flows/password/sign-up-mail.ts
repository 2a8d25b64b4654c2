import {
  linkOf,
  type LinkSite,
  type OpenedMail,
  type ResolvedMail,
  toChallengeMail,
} from "../../challenge/mail.ts";

/** The sign-up mail; to an address that has an account, the same code and link say that they sign in to it. */
export function toSignUpMail(opened: OpenedMail, site: LinkSite): ResolvedMail {
  const link = linkOf("password-sign-up", opened, site);
  const mail = toChallengeMail("password-sign-up", opened, link);
  if (!opened.account.known) return mail;
  const { phrase: _none, ...said } = mail;
  const { publicUrl, linkPaths } = site;
  const resetPath = linkPaths?.["password-reset-request"] ?? "/password-reset";
  return { ...said, kind: "account-exists", resetUrl: publicUrl + resetPath };
}
