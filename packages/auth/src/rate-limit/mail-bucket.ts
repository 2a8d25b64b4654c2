import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { takeOne } from "./bucket.ts";

/** Whose mailbox a mail goes to, and whether it signs in: those have a bucket that nothing else empties. */
interface MailBucket {
  collection: string;
  email: string;
  signsIn: boolean;
}

/** The name of a mailbox's bucket, which its tokens keep for mails to come. */
export function mailBucket(ctx: AuthContext, { collection, email, signsIn }: MailBucket) {
  return ctx.index.hash("mail", signsIn ? "sign-in" : "other", collection, email);
}

/**
 * CTE `allowed` over `tokens`, which are one row or none: whether its mailbox may be sent another mail
 * that somebody asked for. Strangers who have mails sent to an address can fill the mailbox so far and
 * no further, and since a sign-in link lives for two refills, the newest mail's link works.
 */
export function takeMail({ policy }: AuthContext, tokens: RawBuilder<unknown>) {
  if (policy.mailsPerAddress === null) return sql`allowed AS (SELECT 1)`;
  return sql`allowed AS (
    ${takeOne(sql`SELECT mail_bucket FROM ${tokens} WHERE mail_bucket IS NOT NULL`, policy.mailsPerAddress)}
  )`;
}

/** Whether `allowed` allowed the mail of a row of `tokens`. */
export const mailAllowed = sql`(mail_bucket IS NULL OR EXISTS (SELECT FROM allowed))`;
