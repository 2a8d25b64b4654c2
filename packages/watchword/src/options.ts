import type { OneTimeTokenOptions } from "@watchword/auth";
import type { Hooks } from "@watchword/auth/hooks";
import type { LinkPaths } from "@watchword/auth/resolve-mail";
import type { PolicyOverrides } from "@watchword/auth/policy";
import type { JudgeCaptcha } from "@watchword/api/captcha";
import type { Locale } from "@watchword/db/locale";
import type { BrandOptions } from "@watchword/emails/brand";
import type pg from "pg";
import type { SendMail } from "./send-mail.ts";

/** The options of `createWatchword`, which throws with all that is wrong with them. */
export interface WatchwordOptions extends DatabaseOptions, MailOptions, RequestOptions {
  /** At least 32 bytes. Several, as a list or separated by commas, rotate: the first signs, all verify. */
  secret: string | readonly [string, ...string[]];
  /** The app's public origin: links in mails begin with it, and cookies are for it. */
  publicUrl: string;
  /** Lifetimes, limits, collections: what differs from the defaults. */
  policy?: PolicyOverrides;
  /** Whether a password is known from a breach; not checked by default. */
  isBreached?: (password: string) => Promise<boolean>;
  /** How one-time tokens are made and stored. */
  oneTimeToken?: OneTimeTokenOptions;
  /** Called in the transaction of the event that they follow. */
  hooks?: Hooks;
  /** Called with bugs and with problems in the background; `console.error` by default. */
  onError?: (error: unknown, what: string) => void;
}

interface DatabaseOptions {
  /** A `postgres://` URL, or the app's own pool, which the app ends. */
  database: string | pg.Pool;
  /** The schema of Watchword's tables; `watchword` by default. */
  schema?: string;
}

/** What delivers mails: `sendMail`, or Resend, or SMTP, or a folder if `publicUrl` is on loopback. */
export interface MailOptions {
  /** The app's own way to send a mail. */
  sendMail?: SendMail;
  resend?: { apiKey: string; baseUrl?: string };
  /** `smtp://` or `smtps://`; beside `resend` it takes over while Resend fails. */
  smtpUrl?: string;
  /** The folder that mails are written to if nothing delivers them; `.watchword/mailbox` by default. */
  mailboxDir?: string;
  /** How many mails may leave in a minute, over all processes; any number by default. */
  mailsPerMinute?: number;
  /** The product's name and look in mails. */
  brand?: BrandOptions;
  /** Where links in mails lead, by what they are for, with `:token`: `{ "email-otp": "/login/:token" }`. */
  linkPaths?: LinkPaths;
  /** `Acme <sign-in@acme.example>`; required with `resend` or `smtpUrl`. */
  emailFrom?: string;
  /** The languages that mails are written in, the first for recipients who ask for none of them; all by default. */
  locales?: readonly [Locale, ...Locale[]];
}

/** Another app, whose server or pages call this one's Watchword. */
export interface AppOptions {
  /** The id with which it calls: `shop`. */
  id: string;
  /** Its name for people; by default the id in words. */
  name?: string;
  /** Where its pages are, which may call from there: `https://shop.example`. */
  origin?: string;
  /** More origins whose pages may call. */
  allowedOrigins?: string[];
  /**
   * The SHA-256 of the key by which its server may call for its visitors, in hex: `npx watchword app-key` makes both.
   */
  secretHash?: string;
  /** The hash of its previous key, which also works while it is set here: until its server has the new one. */
  formerSecretHash?: string;
}

export interface RequestOptions {
  /** Where `handler` is mounted; `/api/watchword` by default. */
  basePath?: `/${string}`;
  /**
   * How many proxies in front of the app add to `X-Forwarded-For`. Required if `publicUrl` isn't on loopback, unless
   * `clientAddress` is given: without clients' addresses, all of them share the limits of twenty.
   */
  trustedProxyHops?: number;
  /** Returns the client's address, if the app knows it better. */
  clientAddress?: (headers: Pick<Headers, "get">) => string | null;
  /** Judges captchas; none are required by default. */
  captcha?: JudgeCaptcha;
  /** Other apps, on origins of their own, that call this one or that sessions may be handed to. */
  apps?: readonly AppOptions[];
  /** Addresses of the people who may call the operators' procedures. */
  operators?: readonly string[];
}
