import type { ChallengeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { challengeCopy, noCode } from "./challenge.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Proves the address of an account that comes into being with its password. */
export function passwordSignUpCopy(mail: ChallengeMail, { name }: Brand): MailCopy {
  return challengeCopy(mail, {
    title: `Sign up to ${name}`,
    page: "The sign-up page",
    action: "Finish signing up",
    withCode: {
      subject: `is your ${name} sign-up code`,
      kind: "Sign-up code",
      codeLabel: "Your sign-up code",
      linkLabel: "Or finish with the link",
      explanation:
        "Either way you choose your password on the page. Only then is there an account.",
      ignored: "there is no account without it.",
    },
    linkAlone: {
      subject: `Your ${name} sign-up link`,
      kind: "Sign-up link",
      linkLabel: "Your sign-up link",
      explanation: noCode(
        "it still works: you choose your password on its page. Only then is there an account.",
      ),
      ignored: "there is no account without it.",
    },
  });
}
