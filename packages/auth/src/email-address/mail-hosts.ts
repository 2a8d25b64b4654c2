/*
 * Which addresses mail hosts deliver to the same mailbox, as far as they document it. This decides how many mails a
 * mailbox is sent, never who owns an account. We don't use `validator`'s normalizeEmail: it has the rules of Google,
 * Microsoft, Apple, Yahoo and Yandex, leaves the tags of every other host, and replaces the address itself.
 */

interface HostRules {
  /** Other names of the host, with the same mailboxes. */
  aliases?: readonly string[];
  /** Whether a tag may begin with a hyphen as well as with a plus. */
  hyphens?: true;
  /** Characters of the local part that it ignores. */
  ignores?: RegExp;
  /** Whether `anything@ada.host` goes to `ada@host` as well. */
  subdomains?: true;
}

const HOSTS: Record<string, HostRules> = {
  // https://support.google.com/mail/answer/7436150
  "gmail.com": { aliases: ["googlemail.com"], ignores: /\./g },
  // https://support.apple.com/en-us/108751
  "icloud.com": { aliases: ["me.com", "mac.com"] },
  // https://proton.me/support/addresses-and-aliases
  "proton.me": { aliases: ["protonmail.com", "protonmail.ch", "pm.me"], ignores: /[._-]/g },
  // https://yandex.com/support/mail/en/web/preferences/alias
  "yandex.ru": {
    aliases: ["ya.ru", "yandex.by", "yandex.com", "yandex.kz", "yandex.ua"],
    ignores: /[.-]/g,
  },
  // https://www.fastmail.help/hc/en-us/articles/360060591053
  "fastmail.com": { aliases: ["fastmail.fm"], subdomains: true },
  // https://help.yahoo.com/kb/SLN28815.html
  "yahoo.com": { hyphens: true },
  "ymail.com": { hyphens: true },
  "rocketmail.com": { hyphens: true },
  "aol.com": { hyphens: true },
};

const BY_NAME = new Map(
  Object.entries(HOSTS).flatMap(([host, rules]) => {
    return [host, ...(rules.aliases ?? [])].map((name) => [name, { ...rules, host }] as const);
  }),
);

/** Hosts that used to give out addresses like `a..b@` and `a.@`, and still deliver to them. */
const ODD_DOTS: ReadonlySet<string> = new Set(["docomo.ne.jp", "ezweb.ne.jp", "au.com"]);

/** Whether a host has addresses with dots in a row, or at the end of the local part (RFC 5321 has none). */
export function takesOddDots(domain: string): boolean {
  return ODD_DOTS.has(domain);
}

/**
 * The mailbox that a normalized address reaches, in one spelling for all that reach it, and whether the address has a
 * tag. Most hosts treat what follows a plus as a tag.
 */
export function mailboxOf(email: string): { mailbox: string; tagged: boolean } {
  const at = email.lastIndexOf("@");
  const [local, domain] = untangle(email.slice(0, at), email.slice(at + 1));
  const yahoo = /^yahoo(\.[a-z]{2,3}){1,2}$/.test(domain) ? "yahoo.com" : domain;
  const { host, hyphens, ignores = /(?!)/g } = BY_NAME.get(yahoo) ?? { host: domain };
  const end = local.slice(1).search(hyphens ? /[+-]/ : /\+/) + 1;
  const base = end === 0 ? local : local.slice(0, end);
  const name = base.replace(ignores, "") || base;
  return { mailbox: `${name}@${yahoo === domain ? host : domain}`, tagged: end > 0 };
}

/** `anything@ada.fastmail.com` is `ada@fastmail.com` with a tag. */
function untangle(local: string, domain: string): [local: string, domain: string] {
  const [user = "", ...rest] = domain.split(".");
  const above = BY_NAME.get(rest.join("."));
  return above?.subdomains ? [`${user}+${local}`, rest.join(".")] : [local, domain];
}
