import type { ChallengeMail } from "@watchword/db/mail-queue";
import { type RawBuilder, sql } from "kysely";
import { describeRequester } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { codeIsOpen } from "../guess-budget/room.ts";
import { mailLocale } from "../mail-locale.ts";
import { addressHasAccount, isVoid, knownAccount } from "../user/known-account.ts";
import { type SealedChallenge, unsealChallenge } from "./challenge.ts";

/** A mail of a token, as the queue holds it. */
export interface QueuedMail {
  id: string;
  tokenId: string;
}

interface Row {
  id: string;
  email: string;
  sealed: Buffer;
  code_alive: boolean;
  code_length: number;
  code_expires_at: Date | null;
  token_expires_at: Date;
  resolved_at: Date;
  /** Whether its address or its account is known. */
  known: boolean;
  known_locale: string | null;
  withheld: boolean;
}

/** What a queued mail has to tell of its token. */
export interface OpenedMail extends Omit<ChallengeMail, "kind" | "link"> {
  secrets: SealedChallenge;
  linkExpiresAt: Date;
  known: boolean;
  /** The language that its account is known to speak. */
  knownLocale: string | null;
  withheld: boolean;
}

/**
 * Opens what a mail says, for the worker alone. Null where there is nothing to say: the token is used or
 * over. It is withheld where the token is void, or `condition`, over `token` and `known`, doesn't hold, or the
 * mail goes only to an account and its address has none.
 */
export async function openMail(
  ctx: AuthContext,
  mail: QueuedMail,
  condition: RawBuilder<unknown>,
  outlivesChanges = false,
): Promise<OpenedMail | null> {
  const { rows } = await sql<Row>`
    WITH token AS (
      SELECT * FROM tokens
      WHERE id = ${mail.tokenId} AND consumed_at IS NULL AND token_expires_at > now() AND sealed IS NOT NULL
    ), ${knownAccount}
    SELECT token.id, token.email, sealed, code_length, code_expires_at, token_expires_at, now() AS resolved_at,
      coalesce(code_expires_at > now() AND ${codeIsOpen(ctx)}, false) AS code_alive,
      known.id IS NOT NULL AS known, known.locale AS known_locale,
      (${condition} AND (${outlivesChanges}::boolean OR NOT ${isVoid})
        AND (NOT (SELECT if_known FROM mails WHERE mails.id = ${mail.id}) OR ${addressHasAccount})) IS NOT TRUE AS withheld
    FROM token LEFT JOIN known ON true`.execute(ctx.db);
  const row = rows[0];
  if (!row) return null;
  const secrets = unsealChallenge(ctx, row.id, row.sealed);
  if (!secrets)
    throw new Error("No secret of this process opens the mail: it isn't the requester's.");
  const { code_alive, code_length, code_expires_at: codeExpiresAt } = row;
  const digits = secrets.code.slice(0, code_length);
  return {
    id: mail.id,
    to: row.email,
    locale: mailLocale(secrets.client.locale, row.known_locale),
    code: code_alive && codeExpiresAt ? { digits, expiresAt: codeExpiresAt } : null,
    phrase: secrets.phrase,
    requestedBy: describeRequester(secrets.client),
    resolvedAt: row.resolved_at,
    secrets,
    linkExpiresAt: row.token_expires_at,
    known: row.known,
    knownLocale: row.known_locale,
    withheld: row.withheld,
  };
}

/** The mail of a code and a link, whose page is at `path`. */
export function toChallengeMail(
  kind: ChallengeMail["kind"],
  opened: OpenedMail,
  page: string,
): ChallengeMail {
  const { id, to, locale, code, phrase, requestedBy, resolvedAt, withheld } = opened;
  const link = { url: `${page}/${opened.secrets.token}`, expiresAt: opened.linkExpiresAt };
  return { id, kind, to, locale, code, phrase, link, requestedBy, resolvedAt, withheld };
}
