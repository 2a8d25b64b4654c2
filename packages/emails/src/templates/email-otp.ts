import type { ChallengeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { challengeCopy, noCode } from "./challenge.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Signs in who holds its code or its link. */
export function emailOtpCopy(mail: ChallengeMail, { name }: Brand): MailCopy {
  return challengeCopy(mail, {
    title: `Sign in to ${name}`,
    page: "The sign-in page",
    action: "Sign in",
    withCode: {
      subject: `is your ${name} sign-in code`,
      kind: "Sign-in code",
      codeLabel: "Your sign-in code",
      linkLabel: "Or sign in with the link",
      explanation: null,
      ignored: "nobody gets in without it.",
    },
    linkAlone: {
      subject: `Your ${name} sign-in link`,
      kind: "Sign-in link",
      linkLabel: "Your sign-in link",
      explanation: noCode("it still lets you in."),
      ignored: "nobody gets in without it.",
    },
  });
}
