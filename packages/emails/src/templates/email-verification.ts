import type { ChallengeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { challengeCopy, noCode } from "./challenge.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Proves that who is signed in to an account reads the mail of its address. */
export function emailVerificationCopy(mail: ChallengeMail, { name }: Brand): MailCopy {
  return challengeCopy(mail, {
    title: `Verify your ${name} address`,
    page: "The page that asked for it",
    action: "Verify address",
    withCode: {
      subject: `is your ${name} verification code`,
      kind: "Verification code",
      codeLabel: "Your verification code",
      linkLabel: "Or verify with the link",
      explanation: "The link works only in a browser that is signed in to your account.",
      ignored: "the address stays unverified without it.",
    },
    linkAlone: {
      subject: `Your ${name} verification link`,
      kind: "Verification link",
      linkLabel: "Your verification link",
      explanation: noCode(
        "it still works, in a browser that is signed in to your account and in no other.",
      ),
      ignored: "the address stays unverified without it.",
    },
  });
}
