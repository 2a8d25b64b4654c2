import type { ChallengeMail, LinkMail, NoticeMail } from "@watchword/db/mail-queue";
import type { Policy } from "./policy/policy.ts";
import type { MailKind } from "./rate-limit/mail-bucket.ts";

/** How long a code is (at least), how long it lives, and how often it may be guessed at. */
export interface CodePolicy {
  digits: number;
  ttlSeconds: number;
  maxAttempts: number;
}

/** What is specific to one purpose of a mailed token. Cores, mails and pages read it here instead of naming a flow. */
export type PurposeRow = WhatEveryPurposeHas &
  (
    | { mail: ChallengeMail["kind"]; code: (policy: Policy) => CodePolicy }
    /** Its mail carries a link only. */
    | { mail: LinkMail["kind"] | NoticeMail["kind"]; code: null }
  );

interface WhatEveryPurposeHas {
  linkSeconds: (policy: Policy) => number;
  /** The kind that its mails are counted as. Each kind has a bucket of its own for each address. */
  counted: MailKind;
  /**
   * Who its mail is sent to: everybody; everybody in an open collection, but only accounts in a closed one; accounts;
   * or accounts, at an address that nobody has. For all others it is withheld.
   */
  mailedTo: "everybody" | "whoever may sign in" | "accounts" | "accounts, at a free address";
  /** Whether a withheld mail would reveal who has an account, so that every mail's state must look alike. */
  hidesDelivery: boolean;
  /** Whether it works after the credentials of its account have changed. */
  outlivesChanges: boolean;
  /** The path before the token in the mail's link, and the page that the link leads to. */
  link: { path: `/${string}`; page: `/${string}` };
}

const WEEK_SECONDS = 7 * 24 * 60 * 60;
const verification = {
  code: ({ emailVerification: { digits, ttlSeconds, maxAttempts } }: Policy) => {
    return { digits, ttlSeconds, maxAttempts };
  },
  linkSeconds: (policy: Policy) => policy.emailVerification.ttlSeconds,
  counted: "other",
  hidesDelivery: false,
  outlivesChanges: false,
} as const;

/** A row for each purpose of a mailed token, by the name under which tokens are stored. */
export const PURPOSES = {
  "email-otp": {
    mail: "email-otp",
    code: ({ emailOtp: { digits, ttlSeconds, maxAttempts } }) => {
      return { digits, ttlSeconds, maxAttempts };
    },
    linkSeconds: (policy) => policy.emailOtp.linkTtlSeconds,
    counted: "sign-in",
    mailedTo: "whoever may sign in",
    hidesDelivery: false,
    outlivesChanges: false,
    link: { path: "/sign-in/link", page: "/sign-in/link" },
  },
  "password-sign-up": {
    ...verification,
    // It may sign in to an existing account, so it lives no longer than a sign-in's code.
    code: ({ emailOtp: { digits, ttlSeconds, maxAttempts } }) => {
      return { digits, ttlSeconds, maxAttempts };
    },
    linkSeconds: (policy) => policy.emailOtp.linkTtlSeconds,
    mail: "password-sign-up",
    counted: "sign-up",
    mailedTo: "whoever may sign in",
    link: { path: "/sign-up/link", page: "/sign-up/link" },
  },
  "email-verification": {
    ...verification,
    mail: "email-verification",
    mailedTo: "accounts",
    link: { path: "/verify-email/link", page: "/verify-email/link" },
  },
  "email-change": {
    ...verification,
    mail: "email-change",
    mailedTo: "accounts, at a free address",
    hidesDelivery: true,
    link: { path: "/email-change/link", page: "/email-change/link" },
  },
  "email-change-undo": {
    mail: "email-changed",
    code: null,
    linkSeconds: () => WEEK_SECONDS,
    counted: "other",
    mailedTo: "accounts",
    hidesDelivery: true,
    outlivesChanges: true,
    link: { path: "/email-change/undo", page: "/email-change/undo" },
  },
  "password-reset": {
    mail: "password-reset",
    code: null,
    linkSeconds: (policy) => policy.passwordReset.ttlSeconds,
    counted: "password-reset",
    mailedTo: "accounts",
    hidesDelivery: true,
    outlivesChanges: false,
    link: { path: "/password-reset", page: "/password-reset/link" },
  },
  invitation: {
    mail: "invitation",
    code: null,
    linkSeconds: (policy) => policy.invitation.ttlSeconds,
    counted: "other",
    mailedTo: "everybody",
    hidesDelivery: false,
    outlivesChanges: false,
    link: { path: "/invitation/link", page: "/invitation/link" },
  },
} as const satisfies Record<string, PurposeRow>;

/** A purpose of a mailed token. */
export type Purpose = keyof typeof PURPOSES;

/** What is specific to a purpose. */
export const rowOf = (purpose: Purpose): PurposeRow => PURPOSES[purpose];

/** A purpose whose mail carries a code. */
export type CodePurpose = {
  [Name in Purpose]: (typeof PURPOSES)[Name]["code"] extends null ? never : Name;
}[Purpose];
