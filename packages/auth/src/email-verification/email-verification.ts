import type { Mail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { Challenge } from "../challenge/challenge.ts";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import { openMail, type QueuedMail, toChallengeMail } from "../challenge/mail.ts";
import { resendChallenge, type ResendResult } from "../challenge/resend.ts";
import { startChallenge } from "../challenge/start.ts";
import { challengeStatus, type StatusResult } from "../challenge/status.ts";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import type { SignedIn } from "../session/signed-in.ts";
import type { Door } from "../tokens/door.ts";
import { redeem } from "../tokens/redeem.ts";
import { knownIsEnabled } from "../user/known-account.ts";
import { toUser, type User, userColumns, type UserRow } from "../user/user.ts";

const PURPOSE = "email-verification";
const MAIL = { purpose: PURPOSE, mail: PURPOSE } as const;

/** Mails a code and a link by which the caller proves the address of their account. */
export function requestEmailVerification(
  ctx: AuthContext,
  { user }: SignedIn,
  client: Client,
): Promise<Challenge> {
  const { ttlSeconds, ...code } = ctx.policy.emailVerification;
  return startChallenge(ctx, {
    ...MAIL,
    collection: user.collection,
    email: user.email,
    ownAddress: true,
    userId: user.id,
    phrase: false,
    next: null,
    client,
    code: { ...code, ttlSeconds },
    token: { ttlSeconds },
  });
}

export function resendEmailVerification(
  ctx: AuthContext,
  { user }: SignedIn,
  otpId: string,
): Promise<ResendResult> {
  return resendChallenge(ctx, { ...MAIL, userId: user.id }, otpId);
}

export function emailVerificationStatus(ctx: AuthContext, otpId: string): Promise<StatusResult> {
  return challengeStatus(ctx, PURPOSE, otpId);
}

export function inspectEmailVerificationLink(ctx: AuthContext, token: string): Promise<LinkState> {
  return inspectLink(ctx, PURPOSE, token);
}

/**
 * Proves the caller's address. A first proof voids the password and the other sessions that the
 * account had before, for nobody knows whose they are. Another account's token is `INVALID_TOKEN`.
 */
export async function confirmEmailVerification(
  ctx: AuthContext,
  { user, session }: SignedIn,
  door: Extract<Door, { challenge: string } | { token: string }>,
  client: Client,
): Promise<
  { ok: true; user: User } | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">
> {
  const redeemed = await redeem<UserRow>(ctx, {
    purpose: PURPOSE,
    door,
    client,
    ownerId: user.id,
    admission: sql`(${knownIsEnabled} AND token.email = known.email)`,
    grants: sql`account AS (
      UPDATE users SET
        email_verified_at = coalesce(users.email_verified_at, now()),
        password_hash = CASE WHEN users.email_verified_at IS NOT NULL THEN users.password_hash END,
        session_epoch = users.session_epoch + (users.email_verified_at IS NULL)::int,
        tokens_void_until =
          CASE WHEN users.email_verified_at IS NULL THEN clock_timestamp() ELSE users.tokens_void_until END
      FROM redeemed WHERE users.id = redeemed.user_id
      RETURNING users.*
    ), proving AS (
      UPDATE sessions SET epoch = account.session_epoch FROM account
      WHERE sessions.id = ${session.id} AND sessions.user_id = account.id
    )`,
    columns: userColumns,
    joins: sql`LEFT JOIN account ON judged.verdict = 'GRANTED'`,
  });
  return redeemed.verdict === "GRANTED"
    ? { ok: true, user: toUser(redeemed) }
    : refuse(redeemed.verdict);
}

export async function resolveEmailVerificationMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<Mail | null> {
  const opened = await openMail(ctx, mail, knownIsEnabled);
  return opened && toChallengeMail(PURPOSE, opened, `${publicUrl}/verify-email/link`);
}
