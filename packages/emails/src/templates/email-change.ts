import type { ChallengeMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { challengeCopy, noCode } from "./challenge.ts";
import type { MailCopy } from "./mail-copy.ts";

/** Goes to the address that is to become an account's, and proves it. */
export function emailChangeCopy(mail: ChallengeMail, { name }: Brand): MailCopy {
  return challengeCopy(mail, {
    title: `Change your ${name} address`,
    page: "The page that asked for it",
    action: "Change address",
    withCode: {
      subject: `is your code to change your ${name} address`,
      kind: "Change of address",
      codeLabel: "Your code to change the address",
      linkLabel: "Or change it with the link",
      explanation:
        "Either makes this address the one that you sign in with. The link works only in a browser that is signed in to your account.",
      ignored: "nothing changes without it.",
    },
    linkAlone: {
      subject: `Your link to change your ${name} address`,
      kind: "Change of address",
      linkLabel: "Your link to change the address",
      explanation: noCode(
        "it still works, in a browser that is signed in to your account and in no other. It makes this address the one that you sign in with.",
      ),
      ignored: "nothing changes without it.",
    },
  });
}
