/*
 * The words with which servers refuse a mail, in lower case and without punctuation inside words: see `readSmtpReply`.
 */

/** A full or flooded mailbox, or a sender who should slow down: another try may succeed. */
export const BUSY = anyOf(
  String.raw`(over|exceed\w*|extended) ?(\w+ )?quota|quota (\w+ ){0,2}(exceeded|full|violation|reached)`,
  String.raw`(exceed\w*|over) (\w+ ){0,2}storage|out of (storage|space)|(insufficient|not enough) (\w+ )?(storage|space)`,
  String.raw`(mail ?box|inbox|account|user|recipient) (\w+ ){0,3}full|full mailbox|mailbox size|boite (\w+ ){0,3}pleine`,
  String.raw`receiving (e-?mail|mail|messages) (at a rate|too)|too many (\w+ )?(messages|mails|emails|connections)`,
  String.raw`(rate|frequency|sending|hourly|daily|message) (\w+ )?limit(s|ed)?|throttl\w*|gr[ea]y ?list\w*`,
  String.raw`(exceeded|over) (\w+ ){1,3}limit (for|of|on) (\w+ ){0,3}(messages|mails|emails)`,
  String.raw`(account|mail ?box) size limit|(reached|exceed\w*|exhausted) (\w+ ){0,2}(storage|allowed size|allowed storage)`,
  String.raw`no (\w+ )?(free |storage |disk )?space|(mail ?box|recipient|user|account) (is )?(temporarily|currently) unavailable`,
  // QQ's words for a mailbox that is flooded.
  "mailbox unavailable or access denied",
);

/** The sender, the content, or a rule that is named as such. */
export const REFUSED = anyOf(
  String.raw`spam\w*|unsolicited|junk ?mail|phish\w*|virus|malware|infected|suspicio\w+|suspected`,
  String.raw`dmarc|spf|dkim|rdns|(reverse|bad|invalid) dns|ptr|helo|ehlo|(anti ?)?spoof\w*|reputation|spamhaus`,
  String.raw`(block|black|deny) ?list\w*|block(ed)? using|listed (in|by|at|on)|banned|abuse`,
  String.raw`sender\w*|emetteur|expediteur|mail ?from|headers?|content|attachments?|not rfc compliant`,
  String.raw`relay(ing)?(?!=)|(un)?authenticat\w*|client host|connections? not accepted`,
  String.raw`ip (address|source|not)|(message )?size limits?|too (big|large)|\w*polic(y|ies)|prohibit\w*`,
  String.raw`(dns|r|d|s|x)bl|ip (is )?listed|complaints?|rule imposed|blocked (you|by the (user|recipient))|address list`,
  // What doesn't exist may be the sender's.
  String.raw`sending (domain|server|host|system)|from (domain|address)|(return|envelope) (path|address)|envelope from`,
  String.raw`(of your address|your (e ?mail )?(domain|server|host|account|network|system|access|ip))`,
  String.raw`(in|the|invalid) (from|reply to)|message id|unfortunately, messages from`,
);

/** Our provider has suppressed the address: they have to end that, and it says nothing about the host. */
export const SUPPRESSED = anyOf(String.raw`suppress\w*`);

const WHO = String.raw`(users?|recipients?|mail ?box|address(ee)?|account|e-?mail|domain|alias|local ?part|destinataire|destinatario|benutzer|usuario|utente)`;
const GONE = String.raw`(unknown|in(val|act)\w+|disabled|suspended|expired|closed|deleted|removed|deactivated|discontinued|terminated|unallocated|unrout\w+|undeliverable|incon+u|unbekannt|desconocid\w+|sconosciut\w+)`;

/** Nobody is there, or not any more. */
export const NO_MAILBOX = anyOf(
  `${WHO}[^.;]{0,40}? (is |was |been )?${GONE}`,
  String.raw`(bad|wrong|incorrect|non ?existent|${GONE})( \w+){0,2} ${WHO}`,
  String.raw`${WHO}[^.;]{0,40}? (not|n't|no longer) (\w+ )?(found|known|exist\w*|registered|valid|active|recogni[sz]ed|available|in use)`,
  String.raw`no (such|valid) ${WHO}|no ${WHO}( here)?|no such person|not (a |our |an )?(valid |known )?(\w+ )?(${WHO}|customer|rfc 5321)`,
  String.raw`does(n't| not) (exist|have an? \S+ account)|no longer valid|not in (the |my )?(recipient|validrcptto) list|user not local|recip\w*notfound`,
  String.raw`(due to inactivity|rejected ?: inactive|unrout\w+ address|unknown local part)`,
);

/**
 * The words with which consumer Outlook and GMX say that nobody is there. They are RFC 5321's text of any 550: if more
 * words follow, or the status is that of a rule, they mean something else.
 */
export const AT_OUTLOOK = anyOf(
  String.raw`requested action not taken: mailbox unavailable(?=\W*(for (\w+ )?(explanation|information|details)|\[|\(s\d|$))`,
);

/**
 * The words with which Exchange Online says, with 5.4.1, that nobody is there. With another status they are a rule of
 * Postfix's.
 */
export const AT_EXCHANGE = anyOf(String.raw`recipient address(es)? rejected ?: access denied`);

/** Says that another try may succeed. */
export const LATER = anyOf(
  String.raw`try (\w+ )?later|temporar(y|ily)|unable to verify|callout verification`,
);

/** Refuses, and says no more. */
export const TURNED_DOWN = anyOf(
  String.raw`blocked|denied|restricted|forbidden|not (allowed|permitted|accepted|authori[sz]ed)`,
  String.raw`(rejected|refused) by|rejete|filtered|disallowed|syntax error`,
);

function anyOf(...phrases: string[]): RegExp {
  return new RegExp(String.raw`(?<!\w)(${phrases.join("|")})(?!\w)`);
}
