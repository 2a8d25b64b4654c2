import type { ChallengeMail, Mail } from "@watchword/db/mail-queue";
import { describeRequester } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { guessLimits } from "../guess-budget/limits.ts";
import { mailLocale } from "../mail-locale.ts";
import { type SealedChallenge, unsealChallenge } from "./challenge.ts";

/** A mail of a token, as the queue holds it. */
export interface QueuedMail {
  id: string;
  tokenId: string;
}

/** A mail, and whether it must not leave: one that is withheld is written all the same, so that it costs as much. */
export type ResolvedMail<Kind extends Mail = Mail> = Kind & { withheld: boolean };

/** What a queued mail has to tell of its token. */
export interface OpenedMail extends Omit<ChallengeMail, "kind" | "link"> {
  secrets: SealedChallenge;
  linkExpiresAt: Date;
  /** The account that it belongs to, or that has its address. */
  account: { known: boolean; enabled: boolean };
  /** Whether nobody has its address, nor a right to have it back. */
  addressIsFree: boolean;
  collection: string;
  /** The language that its account is known to speak. */
  knownLocale: string | null;
  withheld: boolean;
}

/**
 * Opens what a mail says, for the worker alone. Null where there is nothing to say: the token is used or
 * over. It is withheld where the token is void, where its address may not have it, or where the mail goes only to an
 * account and its address has none.
 */
export async function openMail(
  ctx: AuthContext,
  mail: QueuedMail,
  mayHave: (opened: OpenedMail) => boolean,
  outlivesChanges = false,
): Promise<OpenedMail | null> {
  const [row] = await ctx.call("open_mail", {
    mail: mail.id,
    token: mail.tokenId,
    outlives_changes: outlivesChanges,
    ...guessLimits(ctx),
  });
  if (!row) return null;
  const secrets = unsealChallenge(ctx, row.id, row.sealed);
  if (!secrets)
    throw new Error("No secret of this process opens the mail: it isn't the requester's.");
  const { code_alive, code_length, code_expires_at: codeExpiresAt } = row;
  const digits = secrets.code.slice(0, code_length ?? 0);
  const opened: OpenedMail = {
    id: mail.id,
    to: row.email,
    locale: mailLocale(secrets.client.locale, row.locale),
    code: code_alive && codeExpiresAt ? { digits, expiresAt: codeExpiresAt } : null,
    phrase: secrets.phrase,
    requestedBy: describeRequester(secrets.client),
    resolvedAt: row.resolved_at,
    secrets,
    linkExpiresAt: row.token_expires_at,
    collection: row.collection,
    account: { known: row.known, enabled: row.enabled },
    addressIsFree: row.address_is_free,
    knownLocale: row.locale,
    withheld: row.withheld,
  };
  return { ...opened, withheld: row.withheld || !mayHave(opened) };
}

/** Whether the account of a mail may be used. */
export function isEnabled({ account }: OpenedMail): boolean {
  return account.enabled;
}

/** The mail of a code and a link, whose page is at `path`. */
export function toChallengeMail(
  kind: ChallengeMail["kind"],
  opened: OpenedMail,
  page: string,
): ResolvedMail<ChallengeMail> {
  const { id, to, locale, code, phrase, requestedBy, resolvedAt, withheld } = opened;
  const link = { url: `${page}/${opened.secrets.token}`, expiresAt: opened.linkExpiresAt };
  return { id, kind, to, locale, code, phrase, link, requestedBy, resolvedAt, withheld };
}
