interface MailApp {
  name: string;
  url: string;
}

const GMAIL = { name: "Gmail", url: "https://mail.google.com/" };
const OUTLOOK = { name: "Outlook", url: "https://outlook.live.com/mail/" };
const PROTON = { name: "Proton Mail", url: "https://mail.proton.me/" };
const ICLOUD = { name: "iCloud Mail", url: "https://www.icloud.com/mail" };
const YAHOO = { name: "Yahoo Mail", url: "https://mail.yahoo.com/" };
const GMX = { name: "GMX", url: "https://www.gmx.net/" };
const FASTMAIL = { name: "Fastmail", url: "https://app.fastmail.com/" };

const APPS: Record<string, MailApp> = {
  "gmail.com": GMAIL,
  "googlemail.com": GMAIL,
  "outlook.com": OUTLOOK,
  "msn.com": OUTLOOK,
  "proton.me": PROTON,
  "protonmail.com": PROTON,
  "protonmail.ch": PROTON,
  "pm.me": PROTON,
  "icloud.com": ICLOUD,
  "me.com": ICLOUD,
  "mac.com": ICLOUD,
  "ymail.com": YAHOO,
  "rocketmail.com": YAHOO,
  "yahoo.co.jp": { name: "Yahoo!メール", url: "https://mail.yahoo.co.jp/" },
  "aol.com": { name: "AOL Mail", url: "https://mail.aol.com/" },
  "gmx.de": GMX,
  "gmx.net": GMX,
  "gmx.at": GMX,
  "gmx.ch": GMX,
  "gmx.com": { name: "GMX", url: "https://www.gmx.com/" },
  "web.de": { name: "WEB.DE", url: "https://web.de/" },
  "fastmail.com": FASTMAIL,
  "fastmail.fm": FASTMAIL,
};

/** Hosts that have a domain for each country. */
const BY_COUNTRY: readonly [name: RegExp, app: MailApp][] = [
  [/^(?:outlook|hotmail|live)(?:\.[a-z]{2,3}){1,2}$/, OUTLOOK],
  [/^yahoo(?:\.[a-z]{2,3}){1,2}$/, YAHOO],
];

/** Where an address's mail is read on the web, if its domain shows that; null for most. */
export function mailAppOf(email: string): MailApp | null {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return APPS[domain] ?? BY_COUNTRY.find(([name]) => name.test(domain))?.[1] ?? null;
}
