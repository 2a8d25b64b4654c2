import { type RawBuilder, sql } from "kysely";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { askerFor } from "../guess-budget/budgets.ts";
import { mailboxOf } from "../mail-hosts.ts";
import { type BucketRate, roomAt, takeOne } from "./bucket.ts";

/*
 * Each mail that somebody asks for is taken from the bucket of its address, or else, if the browser that
 * asks signed in to the address before, from that device's own. Strangers who have mails sent to an address
 * can fill its mailbox so far and no further, and since a sign-in link lives for two refills, the newest
 * mail's link works. Mails that sign in have buckets that nothing else empties.
 *
 * The addresses of one mailbox (`mail-hosts.ts`), in all collections, share a wider bucket: those with a
 * tag one, the others another. Where that one is empty the mail goes only to an account, which the worker
 * looks for: a stranger has as many spellings as they like, but not accounts under them, and whoever has
 * one isn't kept out by mails to others.
 */

/** The mailbox's bucket holds so many times what an address's does. */
const MAILBOX_BURSTS = 3;
const DEVICE_BURST = 3;

/** The buckets that the mails of a token are taken from, under which names its row keeps them. */
export interface MailBuckets {
  address: Buffer;
  mailbox: Buffer;
  /** Null where the device that asks isn't known at the address. */
  device: Buffer | null;
}

export async function mailBuckets(
  ctx: AuthContext,
  { collection, email, signsIn }: { collection: string; email: string; signsIn: boolean },
  client: Client,
): Promise<MailBuckets> {
  const kind = signsIn ? "sign-in" : "other";
  const { mailbox, tagged } = mailboxOf(email);
  const { deviceBudget } = await askerFor(ctx, { collection, email }, client);
  return {
    address: await ctx.index.hash("mail", kind, collection, email),
    mailbox: await ctx.index.hash("mailbox", kind, tagged ? "tagged" : "plain", mailbox),
    device: deviceBudget && (await ctx.index.hash("mail-device", deviceBudget.toString("hex"))),
  };
}

/**
 * CTE `allowed` over `tokens`, which are one row or none: a row where another mail may be sent, with the
 * bucket that it was taken from, and whether it goes only to an account.
 */
export function takeMail({ policy }: AuthContext, tokens: RawBuilder<unknown>) {
  const rate = policy.mailsPerAddress;
  if (rate === null)
    return sql`allowed AS (SELECT NULL::bytea AS taken_from, false AS if_known FROM ${tokens})`;
  const { mailbox, device } = ratesOf(rate);
  return sql`taken_of_address AS (
    ${takeOne(sql`SELECT mail_bucket FROM ${tokens} WHERE mail_bucket IS NOT NULL`, rate)}
  ), taken_of_device AS (${takeOne(
    sql`SELECT device_mail_bucket FROM ${tokens}
      WHERE device_mail_bucket IS NOT NULL AND NOT EXISTS (SELECT FROM taken_of_address)`,
    device,
  )}), taken_of_mailbox AS (${takeOne(
    sql`SELECT mailbox_bucket FROM ${tokens}, taken_of_address WHERE mailbox_bucket IS NOT NULL`,
    mailbox,
  )}), allowed AS (
    SELECT bucket AS taken_from, device_mail_bucket IS NULL AND mailbox_bucket IS NOT NULL
      AND NOT EXISTS (SELECT FROM taken_of_mailbox) AS if_known
    FROM ${tokens}, taken_of_address
    UNION ALL SELECT bucket, false FROM taken_of_device
    UNION ALL SELECT NULL, false FROM ${tokens} WHERE mail_bucket IS NULL
  )`;
}

/** Whether the mail that `takeMail` was asked for stays here, unless its address has an account. */
export const isCapped = sql`NOT EXISTS (SELECT FROM allowed WHERE NOT if_known)`;

/** When another mail of `token` may be sent, in SQL; by then somebody else may have had it. */
export function nextMailAt({ policy }: AuthContext): RawBuilder<unknown> {
  const rate = policy.mailsPerAddress;
  if (rate === null) return sql`now()`;
  const { mailbox, device } = ratesOf(rate);
  const ofAddress = sql`greatest(
    ${roomAt(sql`token.mail_bucket`, rate)}, ${roomAt(sql`token.mailbox_bucket`, mailbox)}
  )`;
  return sql`CASE WHEN token.device_mail_bucket IS NULL THEN ${ofAddress}
    ELSE least(${roomAt(sql`token.mail_bucket`, rate)}, ${roomAt(sql`token.device_mail_bucket`, device)}) END`;
}

/**
 * CTEs over `redeemed`, the consumed token: its mails are given back to the buckets that they were taken
 * from, since whoever uses what a mail brought isn't flooding the mailbox. None is fuller for it than full.
 * Buckets are locked in the order in which a request locks them.
 */
export function giveBackMails({ policy }: AuthContext): RawBuilder<unknown> {
  const rate = policy.mailsPerAddress;
  if (rate === null) return sql`given_back AS (SELECT)`;
  const giveBack = (bucket: RawBuilder<unknown>, mails: RawBuilder<unknown>) => sql`
    UPDATE buckets SET full_at = buckets.full_at - mails.n * make_interval(secs => ${rate.refillSeconds})
    FROM (SELECT ${bucket} AS bucket, count(*)::integer AS n FROM redeemed_mails ${mails} GROUP BY 1) AS mails
    WHERE buckets.bucket = mails.bucket`;
  const ofAddress = sql`WHERE taken_from = mail_bucket`;
  const next = sql`(SELECT count(*) FROM given_back_to_address) >= 0`;
  return sql`redeemed_mails AS MATERIALIZED (
    SELECT mails.taken_from, mails.if_known, redeemed.mail_bucket, redeemed.mailbox_bucket
    FROM redeemed JOIN mails ON mails.token_id = redeemed.id WHERE mails.taken_from IS NOT NULL
  ), given_back_to_address AS (${giveBack(sql`mail_bucket`, ofAddress)} RETURNING buckets.bucket),
  given_back_to_mailbox AS (
    ${giveBack(sql`mailbox_bucket`, sql`${ofAddress} AND NOT if_known`)} AND ${next}
  ), given_back AS (
    ${giveBack(sql`taken_from`, sql`WHERE taken_from <> mail_bucket`)} AND ${next}
  )`;
}

function ratesOf({ burst, refillSeconds }: BucketRate): {
  mailbox: BucketRate;
  device: BucketRate;
} {
  return {
    mailbox: { burst: burst * MAILBOX_BURSTS, refillSeconds },
    device: { burst: DEVICE_BURST, refillSeconds },
  };
}
