import {
  AT_EXCHANGE,
  AT_OUTLOOK,
  BUSY,
  LATER,
  NO_MAILBOX,
  REFUSED,
  SUPPRESSED,
  TURNED_DOWN,
} from "./smtp-phrases.ts";

/**
 * What a server's refusal of one mail says. `no-mailbox`: the recipient's address, or its domain, isn't there or was
 * closed. `busy`: the mailbox is full, or has taken too much lately. `refused`: the server refuses the mail because of
 * its sender, its content or a rule. `unclear`: the mailbox doesn't take it, and the server doesn't say why. `later`: a
 * temporary problem.
 */
export type SmtpMeaning = "no-mailbox" | "busy" | "refused" | "unclear" | "later";

/** RFC 3463, RFC 5248 and IANA's registry of enhanced status codes; codes that aren't listed mean `refused`. */
const BY_STATUS: [RegExp, SmtpMeaning][] = [
  [/^5\.1\.([0-46]|10)$|^5\.2\.1$|^5\.4\.(4|310)$|^5\.7\.1[378]$/, "no-mailbox"],
  [/^5\.2\.(2|121|122)$/, "busy"],
  [/^5\.3\.[125]$|^5\.4\.[1235]$/, "later"],
  [/^5\.(1\.5|2\.0|5\.0)$/, "unclear"],
];

/**
 * Reads a server's reply to the recipient or to the message, such as `550 5.1.1 No such user`, of one line or several.
 * Its words count first, then the enhanced status code, then the bare code: hosts write `550 5.2.1` to a flooded
 * mailbox and `552 5.1.1` to a full one.
 */
export function readSmtpReply(reply: string): SmtpMeaning {
  const words = wordsOf(reply);
  const code = /\b[45]\d\d\b/.exec(reply)?.[0] ?? "";
  const status = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(words)?.[0] ?? "";
  if ((code || status).startsWith("4"))
    return BUSY.test(words) || status.startsWith("4.2.") ? "busy" : "later";
  if (BUSY.test(words)) return "busy";
  if (SUPPRESSED.test(words)) return "unclear";
  if (REFUSED.test(words)) return "refused";
  if (NO_MAILBOX.test(words)) return "no-mailbox";
  if (AT_EXCHANGE.test(words) && status === "5.4.1") return "no-mailbox";
  if (AT_OUTLOOK.test(words) && !status.startsWith("5.7.")) return "no-mailbox";
  if (LATER.test(words)) return "later";
  if (TURNED_DOWN.test(words)) return "refused";
  if (status !== "") return BY_STATUS.find(([rule]) => rule.test(status))?.[1] ?? "refused";
  return /^55[013]$/.test(code) ? "unclear" : "refused";
}

/** Longer than any that helps. */
const MAX_LENGTH = 2_000;

/** A reply's words, without addresses and links, which strangers choose, and without the codes of further lines. */
function wordsOf(reply: string): string {
  return reply
    .slice(0, MAX_LENGTH)
    .toLowerCase()
    .replace(/<[^>]*>|\b[a-z]+:\/\/\S+|[^\s<>()[\]:;,"']+@[^\s<>()[\]:;,"']+/g, " ")
    .replace(/\r?\n\d{3}[ -](\d\.\d{1,3}\.\d{1,3})?/g, " ")
    .replace(/[’‘]/g, "'")
    .replace(/(?<=\w)[-_](?=\w)/g, " ")
    .replace(/\s+/g, " ");
}
