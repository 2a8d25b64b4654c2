import { enqueueNotice, type NoticeMail } from "@watchword/db/mail-queue";
import { type RawBuilder, sql } from "kysely";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import { openMail, type QueuedMail } from "../challenge/mail.ts";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { maskEmail } from "../email-address.ts";
import { hashSecret } from "../keys.ts";
import { mailLocale } from "../mail-locale.ts";
import { prepareNotice } from "../notice/notice.ts";
import { prepareToken } from "../tokens/issue.ts";
import { redeem } from "../tokens/redeem.ts";
import { endCredentials, endTokensOfLeft } from "../user/end-credentials.ts";
import { knownIsEnabled } from "../user/known-account.ts";
import type { User } from "../user/user.ts";

const PURPOSE = "email-change-undo";
const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * CTEs over `account`, which has left `user.email`, ending in `undo`: the token that takes the change
 * back, and the reservation of the old address for as long as that lives. Going back to an address that
 * has such a token takes back what came after it, so those tokens end and none is made; nor is one for
 * an address that the account never proved.
 */
export function prepareUndo(
  ctx: AuthContext,
  user: User,
  { client, newEmail }: { client: Client; newEmail: string },
): RawBuilder<unknown> {
  const { collection, email, id: userId } = user;
  const { insert } = prepareToken(ctx, {
    purpose: PURPOSE,
    collection,
    email,
    userId,
    token: { ttlSeconds: WEEK_SECONDS },
    toSeal: ({ token }) => ({ code: "", token, phrase: null, next: maskEmail(newEmail), client }),
    onlyIf: sql`account JOIN known ON known.id = account.id AND known.email_verified_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM returned_to)`,
  });
  return sql`returned_to AS (
    SELECT tokens.created_at FROM tokens JOIN redeemed USING (user_id, email)
    WHERE tokens.purpose = ${PURPOSE} AND tokens.consumed_at IS NULL AND tokens.token_expires_at > now()
  ), moot AS (
    UPDATE tokens SET consumed_at = now(), sealed = NULL FROM redeemed
    WHERE tokens.user_id = redeemed.user_id AND tokens.purpose = ${PURPOSE}
      AND tokens.created_at >= (SELECT min(created_at) FROM returned_to) AND tokens.consumed_at IS NULL
    RETURNING tokens.collection, tokens.email
  ), released AS (
    DELETE FROM reserved_addresses USING moot
    WHERE reserved_addresses.collection = moot.collection AND reserved_addresses.email = moot.email
  ), undo AS (${insert}), reservation AS (
    INSERT INTO reserved_addresses (collection, email, user_id, reserved_until)
    SELECT collection, email, user_id, token_expires_at FROM undo
    ON CONFLICT (collection, email) DO UPDATE
      SET user_id = excluded.user_id, reserved_until = excluded.reserved_until
  )`;
}

/** What an undo link would do, without doing it. */
export function inspectEmailChangeUndo(ctx: AuthContext, token: string): Promise<LinkState> {
  return inspectLink(ctx, PURPOSE, token, true);
}

/**
 * Takes a change of address back: the old address returns, every session and every live token ends,
 * the password goes, and later changes can't be taken back any more. Both addresses are told.
 */
export async function undoEmailChange(
  ctx: AuthContext,
  token: string,
  client: Client,
): Promise<{ ok: true } | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">> {
  const left = await addressBefore(ctx, token);
  const kind = "email-change-undone";
  const notice = prepareNotice(ctx, { kind, client });
  const farewell = prepareNotice(ctx, {
    kind,
    client,
    ...(left && { to: left.address, newEmail: maskEmail(left.returning) }),
  });
  const redeemed = await redeem<{ id: string }>(ctx, {
    purpose: PURPOSE,
    door: { token },
    admission: knownIsEnabled,
    outlivesChanges: true,
    grants: sql`account AS (
      UPDATE users SET
        email = redeemed.email, email_verified_at = now(), password_hash = NULL, ${endCredentials}
      FROM redeemed WHERE users.id = redeemed.user_id RETURNING users.*
    ), later AS (
      UPDATE tokens SET consumed_at = now(), sealed = NULL FROM redeemed
      WHERE tokens.user_id = redeemed.user_id AND tokens.purpose = ${PURPOSE}
        AND tokens.created_at > redeemed.created_at AND tokens.consumed_at IS NULL
      RETURNING tokens.collection, tokens.email
    ), ${endTokensOfLeft}, released AS (
      DELETE FROM reserved_addresses
      USING (SELECT collection, email FROM later UNION SELECT collection, email FROM redeemed) AS back
      WHERE reserved_addresses.collection = back.collection AND reserved_addresses.email = back.email
    ), ended AS (
      DELETE FROM sessions USING redeemed WHERE sessions.user_id = redeemed.user_id
    ), ${enqueueNotice("told", notice, sql`(SELECT id AS user_id FROM account) AS changed`)},
    ${enqueueNotice("left_told", farewell, sql`(SELECT id AS user_id FROM account) AS changed`)}`,
    columns: sql`account.id`,
    joins: sql`LEFT JOIN (account CROSS JOIN told CROSS JOIN left_told) ON judged.verdict = 'GRANTED'`,
  });
  return redeemed.verdict === "GRANTED" ? { ok: true } : refuse(redeemed.verdict);
}

/** The address that an undo would take from the account, and the one that returns; null for no such link. */
async function addressBefore(ctx: AuthContext, token: string) {
  const { rows } = await sql<{ address: string; returning: string }>`
    SELECT users.email AS address, tokens.email AS returning
    FROM tokens JOIN users ON users.id = tokens.user_id
    WHERE token_hash = ${hashSecret(token)} AND purpose = ${PURPOSE}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** The notice to the old address, with the link that takes the change back. */
export async function resolveUndoMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<NoticeMail | null> {
  const opened = await openMail(ctx, mail, knownIsEnabled, true);
  if (!opened) return null;
  const { id, to, requestedBy, resolvedAt, withheld, secrets, linkExpiresAt } = opened;
  const locale = mailLocale(opened.knownLocale, secrets.client.locale);
  const undo = { url: `${publicUrl}/email-change/undo/${secrets.token}`, expiresAt: linkExpiresAt };
  return {
    id,
    kind: "email-changed",
    to,
    locale,
    requestedBy,
    resolvedAt,
    withheld,
    newEmail: secrets.next,
    repeats: 0,
    undo,
  };
}
