import {
  linkOf,
  type LinkSite,
  type OpenedMail,
  type ResolvedMail,
  toChallengeMail,
} from "../../challenge/mail.ts";

/** The sign-up mail; if the address has an account, it says that the code and the link sign in to that. */
export function toSignUpMail(opened: OpenedMail, site: LinkSite): ResolvedMail {
  const link = linkOf("password-sign-up", opened, site);
  const mail = toChallengeMail("password-sign-up", opened, link);
  if (!opened.account.known) return mail;
  const { phrase: _none, ...said } = mail;
  const { publicUrl, linkPaths } = site;
  const resetPath = linkPaths?.["password-reset-request"] ?? "/password-reset";
  return { ...said, kind: "account-exists", resetUrl: publicUrl + resetPath };
}
