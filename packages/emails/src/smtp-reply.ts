/**
 * What a server's refusal of one mail says. `no-mailbox`: the recipient's address, or its domain, isn't
 * there or was closed. `busy`: the mailbox is full, or has taken too much lately. `refused`: the server
 * won't have the mail for who sends it, for what it holds, or by a rule. `unclear`: the mailbox doesn't
 * take it, and the server doesn't say why. `later`: something is wrong there that passes.
 */
export type SmtpMeaning = "no-mailbox" | "busy" | "refused" | "unclear" | "later";

/** A full or flooded mailbox, and a sender who is asked to slow down: another try may do. */
const BUSY = anyOf(
  String.raw`(over|exceed\w*|extended) ?(\w+ )?quota|quota (\w+ ){0,2}(exceeded|full|violation|reached)`,
  String.raw`(exceed\w*|over) (\w+ ){0,2}storage|out of (storage|space)|(insufficient|not enough) (\w+ )?(storage|space)`,
  String.raw`(mail ?box|inbox|account|user|recipient) (\w+ ){0,3}full|full mailbox|mailbox size|boite (\w+ ){0,3}pleine`,
  String.raw`receiving (e-?mail|mail|messages) (at a rate|too)|too many (\w+ )?(messages|mails|emails|connections)`,
  String.raw`(rate|frequency|sending|hourly|daily|message) (\w+ )?limit(s|ed)?|throttl\w*|gr[ea]y ?list\w*`,
  String.raw`(exceeded|over) (\w+ ){1,3}limit (for|of|on) (\w+ ){0,3}(messages|mails|emails)`,
  // QQ's words for a mailbox that is flooded.
  "mailbox unavailable or access denied",
);

/** Who sends, what the mail holds, and rules that are named as such. */
const REFUSED = anyOf(
  String.raw`spam\w*|unsolicited|junk ?mail|phish\w*|virus|malware|infected|suspicio\w+|suspected`,
  String.raw`dmarc|spf|dkim|rdns|(reverse|bad|invalid) dns|ptr|helo|ehlo|(anti ?)?spoof\w*|reputation|spamhaus`,
  String.raw`(block|black|deny) ?list\w*|block(ed)? using|listed (in|by|at|on)|banned|abuse`,
  String.raw`sender\w*|emetteur|expediteur|mail ?from|headers?|content|attachments?|not rfc compliant`,
  String.raw`relay(ing)?(?!=)|(un)?authenticat\w*|client host|connections? not accepted`,
  String.raw`ip (address|source|not)|(message )?size limits?|too (big|large)|\w*polic(y|ies)|prohibit\w*`,
);

const WHO = String.raw`(users?|recipients?|mail ?box|address(ee)?|account|e-?mail|domain|alias|local ?part|destinataire)`;
const GONE = String.raw`(unknown|in(val|act)\w+|disabled|suspended|closed|deleted|removed|deactivated|discontinued|terminated|unallocated|unrout\w+|undeliverable|incon+u|unbekannt|desconocid\w+)`;

/** Nobody there, or nobody there any more. */
const NO_MAILBOX = anyOf(
  `${WHO}[^.;]{0,40}? (is |was |been )?${GONE}`,
  String.raw`(bad|wrong|incorrect|non ?existent|${GONE})( \w+){0,2} ${WHO}`,
  String.raw`${WHO}[^.;]{0,40}? (not|n't|no longer) (\w+ )?(found|known|exist\w*|registered|valid|active|recogni[sz]ed|available|in use)`,
  String.raw`no (such|valid) ${WHO}|no ${WHO}( here)?|no such person|not (a |our |an )?(valid |known )?(\w+ )?(${WHO}|customer|rfc 5321)`,
  String.raw`does(n't| not) (exist|have an? \S+ account)|no longer valid|not in (the )?recipient list|recip\w*notfound`,
  String.raw`(due to inactivity|rejected ?: inactive|unrout\w+ address|unknown local part)`,
  // How consumer Outlook and GMX, and then Exchange Online, say that there is nobody.
  "requested action not taken: mailbox unavailable",
  String.raw`recipient address(es)? rejected ?: access denied`,
);

/** Refuses, and says no more. */
const TURNED_DOWN = anyOf(
  String.raw`blocked|denied|restricted|forbidden|not (allowed|permitted|accepted|authori[sz]ed)`,
  String.raw`(rejected|refused) by|rejete|filtered|disallowed|syntax error`,
);

/** RFC 3463, RFC 5248 and IANA's registry of enhanced status codes; what isn't listed refuses. */
const BY_STATUS: [RegExp, SmtpMeaning][] = [
  [/^5\.1\.([0-46]|10)$|^5\.2\.1$|^5\.4\.(4|310)$|^5\.7\.1[378]$/, "no-mailbox"],
  [/^5\.2\.(2|121|122)$/, "busy"],
  [/^5\.3\.[12]$|^5\.4\.[1235]$/, "later"],
  [/^5\.(1\.5|2\.0|5\.0)$/, "unclear"],
];

/**
 * Reads a server's reply to the recipient or to the message, e.g. `550 5.1.1 No such user`, of one line
 * or several. Its words count first, then the enhanced status code, then the bare code: hosts write
 * `550 5.2.1` to a flooded mailbox and `552 5.1.1` to a full one.
 */
export function readSmtpReply(reply: string): SmtpMeaning {
  const words = wordsOf(reply);
  const code = /\b[45]\d\d\b/.exec(reply)?.[0] ?? "";
  const status = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(words)?.[0] ?? "";
  if ((code || status).startsWith("4"))
    return BUSY.test(words) || status.startsWith("4.2.") ? "busy" : "later";
  if (BUSY.test(words)) return "busy";
  if (REFUSED.test(words)) return "refused";
  if (NO_MAILBOX.test(words)) return "no-mailbox";
  if (TURNED_DOWN.test(words)) return "refused";
  if (status !== "") return BY_STATUS.find(([rule]) => rule.test(status))?.[1] ?? "refused";
  return /^55[013]$/.test(code) ? "unclear" : "refused";
}

/** Longer than any that helps. */
const MAX_LENGTH = 2_000;

function anyOf(...phrases: string[]): RegExp {
  return new RegExp(String.raw`(?<!\w)(${phrases.join("|")})(?!\w)`);
}

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
