import type { ChallengeMail } from "@watchword/db/mail-queue";
import {
  addressed,
  link,
  longAddress,
  longLink,
  longRequester,
  unknownRequester,
} from "./made-up.ts";

type States = Record<string, ChallengeMail>;

const CODE_ENDS = new Date("2026-11-20T14:32:00Z");
const TOKEN = "Zk3vQ8nT1xYb7Rc5mJ0aLw";

const codeAndPhrase: ChallengeMail = {
  ...addressed,
  kind: "email-otp",
  code: { digits: "482915", expiresAt: CODE_ENDS },
  link: link(`sign-in/link/${TOKEN}`, "2026-11-20T14:42:00Z"),
  phrase: "amber otter",
};

export const emailOtp = {
  codeAndPhrase,
  code: { ...codeAndPhrase, phrase: null },
  linkAlone: { ...codeAndPhrase, code: null },
  /** Sent again six minutes later: the same code, with what is left of its time. */
  resent: { ...codeAndPhrase, resolvedAt: new Date("2026-11-20T14:28:00Z") },
  /** Asked for on the way to another app. */
  forAnApp: { ...codeAndPhrase, app: "Notes" },
  unknownDevice: { ...codeAndPhrase, phrase: null, requestedBy: unknownRequester },
  /** Of everything: an address of 254 characters, a code of ten digits, a link of 300. */
  longest: {
    ...longest(codeAndPhrase),
    link: longLink("sign-in/link", "2026-11-20T14:42:00Z"),
    phrase: "incomprehensible hippopotamus",
  },
} satisfies States;

const signUp = statesOf("password-sign-up", "sign-up/link");
export const passwordSignUp = { ...signUp, forAnApp: { ...signUp.code, app: "Notes" } };
export const emailVerification = statesOf("email-verification", "verify-email/link");
export const emailChange = statesOf("email-change", "email-change/link");

function statesOf(kind: ChallengeMail["kind"], path: string) {
  const end = "2026-11-20T15:22:00Z";
  const code: ChallengeMail = {
    ...addressed,
    kind,
    code: { digits: "482915", expiresAt: new Date(end) },
    link: link(`${path}/${TOKEN}`, end),
    phrase: null,
  };
  return {
    code,
    linkAlone: { ...code, code: null },
    longest: { ...longest(code), link: longLink(path, end) },
  } satisfies States;
}

function longest(mail: ChallengeMail): ChallengeMail {
  return {
    ...mail,
    to: longAddress,
    code: mail.code && { ...mail.code, digits: "4829150736" },
    requestedBy: longRequester,
  };
}
