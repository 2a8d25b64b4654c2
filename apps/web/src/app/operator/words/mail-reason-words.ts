import { readSmtpReply, type SmtpMeaning } from "@watchword/emails/smtp-reply";

const OURS = new Map([
  ["unwritable", "the email couldn’t be written; the log says why"],
  ["suppressed: bounce", "an earlier email to this address bounced"],
  ["suppressed: complaint", "an earlier email was reported as spam"],
  ["hard", "the mailbox doesn’t exist"],
  ["soft", "the mailbox didn’t accept it"],
]);

const REPLIES: Record<SmtpMeaning, string> = {
  "no-mailbox": "the mailbox doesn’t exist",
  busy: "the mailbox is full or got too many emails",
  refused: "the mail server refused the email",
  unclear: "the mailbox didn’t accept it",
  later: "the mail server had a problem of its own",
};

/** Reasons that aren't replies to a recipient or to an email. */
const SMTP: [RegExp, string][] = [
  [/AUTH|^53\d/, "the mail server didn’t accept our user name or password"],
  [/TLS/, "the mail server offers no encryption"],
  [/^4/, REPLIES.later],
  [/^5/, "the mail server refused us"],
  [/EENVELOPE/, "the mail server can’t send to such an address"],
];

/** Names of Resend's errors, as its documentation lists them. */
const RESEND: [RegExp, string][] = [
  [/api_key|invalid_access/, "the provider didn’t accept our key"],
  [/quota/, "the provider’s quota is used up"],
  [/rate_limit/, "the provider got too many emails at once"],
  [/from_address/, "the provider didn’t accept the sender’s address"],
  [/no answer/, "the provider didn’t answer"],
  [/ 5\d\d$|_error 4?09|no id|application_error|internal/, "the provider had a problem of its own"],
];

/** Why an email wasn't sent. */
export function mailReasonWords(reason: string): string {
  const [, provider = "", said = reason] = /^(smtp|resend|mailbox): (.*)$/s.exec(reason) ?? [];
  const ours = OURS.get(reason);
  if (ours) return ours;
  switch (provider) {
    case "resend":
      return find(RESEND, said) ?? "the provider refused the email";
    case "mailbox":
      return "the mailbox folder couldn’t be written";
    case "smtp":
      return smtpWords(said);
    default:
      return "another reason";
  }
}

function smtpWords(said: string): string {
  if (/^[45]\d\d\b.*(RCPT TO|DATA)$/.test(said)) return REPLIES[readSmtpReply(said)];
  return find(SMTP, said) ?? "the mail server couldn’t be reached";
}

function find(words: readonly [RegExp, string][], said: string): string | undefined {
  return words.find(([rule]) => rule.test(said))?.[1];
}
