/** Events that are calls of the API. A test compares this list with the procedures that are recorded. */
const CALLS = [
  "account.delete",
  "consent.withdraw",
  "email-change.confirm",
  "email-change.confirm-with-link",
  "email-change.request",
  "email-change.resend",
  "email-change.undo",
  "email-otp.approve",
  "email-otp.request",
  "email-otp.resend",
  "email-otp.sign-in",
  "email-otp.sign-in-approved",
  "email-otp.sign-in-with-link",
  "email-verification.confirm",
  "email-verification.confirm-with-link",
  "email-verification.request",
  "email-verification.resend",
  "invitation.accept",
  "oidc.approve-device",
  "oidc.consent",
  "oidc.decline-device",
  "oidc.end-replayed",
  "oidc.enter-device",
  "oidc.request-device",
  "one-time-token.exchange-user-code",
  "one-time-token.generate",
  "one-time-token.verify",
  "one-time-token.withdraw",
  "operator.address",
  "operator.change-app",
  "operator.create-user",
  "operator.disable-user",
  "operator.enable-user",
  "operator.end-session",
  "operator.end-sessions",
  "operator.export-events",
  "operator.invite",
  "operator.refill-mailbox",
  "operator.register-app",
  "operator.release",
  "operator.remove-app",
  "operator.resend-mail",
  "operator.rotate-app-key",
  "password-reset.complete",
  "password-reset.request",
  "password.change",
  "password.confirm-sign-up",
  "password.confirm-sign-up-with-link",
  "password.resend-sign-up",
  "password.sign-in",
  "password.sign-up",
  "session.revoke",
  "session.revoke-others",
  "session.sign-out",
] as const;

/** What becomes of a mail, by its states. Only operators can see whether one was withheld. */
const MAILS = [
  "mail.queued",
  "mail.capped",
  "mail.sent",
  "mail.delivered",
  "mail.delayed",
  "mail.bounced",
  "mail.complained",
  "mail.failed",
  "mail.expired",
  "mail.skipped",
] as const;

/** Everything that is recorded, and nothing else. */
export const EVENTS = [...CALLS, ...MAILS] as const;

export type EventName = (typeof EVENTS)[number];

export const OUTCOMES = ["granted", "refused", "failed"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Calls that request a mail. */
export const REQUESTS: readonly EventName[] = [
  "email-change.request",
  "email-change.resend",
  "email-otp.request",
  "email-otp.resend",
  "email-verification.request",
  "email-verification.resend",
  "password-reset.request",
  "password.resend-sign-up",
  "password.sign-up",
];

/** Calls that judge a code, a link or a password. */
export const GUESSES: readonly EventName[] = [
  "email-change.confirm",
  "email-change.confirm-with-link",
  "email-otp.approve",
  "email-otp.sign-in",
  "email-otp.sign-in-approved",
  "email-otp.sign-in-with-link",
  "email-verification.confirm",
  "email-verification.confirm-with-link",
  "invitation.accept",
  "oidc.enter-device",
  "one-time-token.exchange-user-code",
  "password-reset.complete",
  "password.change",
  "password.confirm-sign-up",
  "password.confirm-sign-up-with-link",
  "password.sign-in",
];

/** Calls that start a session with a code or a link from a mail. */
export const MAILED_SIGN_INS: readonly EventName[] = [
  "email-otp.sign-in",
  "email-otp.sign-in-approved",
  "email-otp.sign-in-with-link",
  "invitation.accept",
  "password-reset.complete",
  "password.confirm-sign-up",
  "password.confirm-sign-up-with-link",
];

/** Calls that start a session. */
export const SIGN_INS: readonly EventName[] = [
  ...MAILED_SIGN_INS,
  "one-time-token.verify",
  "password.sign-in",
];

/** Mails that didn't arrive. */
export const UNDELIVERED: readonly EventName[] = ["mail.bounced", "mail.failed", "mail.expired"];
