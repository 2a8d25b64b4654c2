import type { ChallengeMail, LinkMail, Mail, MailLink } from "@watchword/db/mail-queue";
import { describeRequester } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { guessLimits } from "../guess-budget/limits.ts";
import { type Purpose, rowOf } from "../purposes.ts";
import { openCollections } from "../policy/open-collections.ts";
import { type SealedChallenge, unsealChallenge } from "./challenge.ts";
import type { Locale } from "@watchword/db/locale";
import { mailLocale } from "../mails/mail-locale.ts";

/** A mail of a token, as the queue holds it. */
export interface QueuedMail {
  id: string;
  tokenId: string;
}

/**
 * A mail, and whether it is withheld. A withheld mail is rendered like any other and then dropped: skipping that would
 * take less time, and show who has no account.
 */
export type ResolvedMail<Kind extends Mail = Mail> = Kind & { withheld: boolean };

/** A resolved mail with its collection, which decides which product sends it. */
export type ProductMail<Kind extends Mail = Mail> = ResolvedMail<Kind> & { collection: string };

/** What the mail of a token says. */
export interface OpenedMail extends Omit<ChallengeMail, "kind" | "link"> {
  secrets: SealedChallenge;
  linkExpiresAt: Date;
  /** The collection that the token belongs to. */
  collection: string;
  /** The account that it belongs to, or that has its address. */
  account: { known: boolean; enabled: boolean };
  /** The language of its account, if that is known; otherwise the requester's. */
  accountLocale: Locale;
  withheld: boolean;
}

/**
 * Opens what a mail says, for the worker only. Null if the mail is out of date: its token is used or has expired. It is
 * withheld if the token is void, if its address may not have it, or if the mail goes only to an account and its address
 * has none.
 */
export async function openMail(
  ctx: AuthContext,
  purpose: Purpose,
  mail: QueuedMail,
): Promise<OpenedMail | null> {
  const [row] = await ctx.call("open_mail", {
    mail: mail.id,
    token: mail.tokenId,
    outlives_changes: rowOf(purpose).outlivesChanges,
    ...guessLimits(ctx),
  });
  if (!row) return null;
  const secrets = unsealChallenge(ctx, row.id, row.sealed);
  if (!secrets) throw new Error("No secret of this process opens the mail: another one sealed it.");
  const { code_alive, code_length, code_expires_at: codeExpiresAt } = row;
  const digits = secrets.code?.slice(0, code_length ?? 0);
  const account = { known: row.known, enabled: row.enabled };
  const { collection, address_is_free: addressIsFree } = row;
  return {
    id: mail.id,
    to: row.email,
    locale: mailLocale(ctx, secrets.client.locale, row.locale),
    code: digits && code_alive && codeExpiresAt ? { digits, expiresAt: codeExpiresAt } : null,
    phrase: secrets.phrase,
    requestedBy: describeRequester(secrets.client),
    resolvedAt: row.resolved_at,
    secrets,
    linkExpiresAt: row.token_expires_at,
    collection,
    account,
    accountLocale: mailLocale(ctx, row.locale, secrets.client.locale),
    withheld: row.withheld || !isMailed(ctx, purpose, { collection, account, addressIsFree }),
  };
}

/** Whether the mail of a purpose is sent to an address. */
function isMailed(
  ctx: AuthContext,
  purpose: Purpose,
  address: { collection: string; account: OpenedMail["account"]; addressIsFree: boolean },
): boolean {
  const { collection, account, addressIsFree } = address;
  switch (rowOf(purpose).mailedTo) {
    case "everybody":
      return true;
    case "whoever may sign in":
      return account.enabled || openCollections(ctx.policy).includes(collection);
    case "accounts":
      return account.enabled;
    case "accounts, at a free address":
      return account.enabled && addressIsFree;
  }
}

/** Where the links of a product's mails lead. */
export interface LinkSite {
  /** An origin, without a trailing slash. */
  publicUrl: string;
  /** An app's own paths, with `:token` in them, which replace those in `purposes.ts`. */
  linkPaths?: LinkPaths;
}

/** The path that the mailed links of each purpose begin with. */
export type LinkPaths = Partial<Record<Purpose, string>> & {
  /** The page where somebody asks for a link to reset their password. */
  "password-reset-request"?: string;
};

/** The link of a mail, on its purpose's page. */
export function linkOf(
  purpose: Purpose,
  { secrets, linkExpiresAt }: OpenedMail,
  { publicUrl, linkPaths = {} }: LinkSite,
): MailLink {
  const path = linkPaths[purpose] ?? `${rowOf(purpose).link.path}/:token`;
  return { url: publicUrl + path.replace(":token", secrets.token), expiresAt: linkExpiresAt };
}

/** The mail of a code and a link. */
export function toChallengeMail(
  kind: ChallengeMail["kind"],
  opened: OpenedMail,
  link: MailLink,
): ResolvedMail<ChallengeMail> {
  const { id, to, locale, code, phrase, requestedBy, resolvedAt, withheld } = opened;
  return {
    id,
    kind,
    to,
    locale,
    code,
    phrase,
    link,
    requestedBy,
    resolvedAt,
    withheld,
    ...appOf(opened),
  };
}

/** The mail of a link only. */
export function toLinkMail(
  kind: LinkMail["kind"],
  opened: OpenedMail,
  link: MailLink,
): ResolvedMail<LinkMail> {
  const { id, to, locale, requestedBy, resolvedAt, withheld } = opened;
  return { id, kind, to, locale, link, requestedBy, resolvedAt, withheld, ...appOf(opened) };
}

function appOf({ secrets: { app } }: OpenedMail): { app?: string } {
  return app === undefined ? {} : { app };
}
