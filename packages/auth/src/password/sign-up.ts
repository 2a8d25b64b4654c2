import type { AccountExistsMail, Mail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { Challenge } from "../challenge/challenge.ts";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import { openMail, type OpenedMail, type QueuedMail, toChallengeMail } from "../challenge/mail.ts";
import { resendChallenge, type ResendResult } from "../challenge/resend.ts";
import { startChallenge } from "../challenge/start.ts";
import { challengeStatus, type StatusResult } from "../challenge/status.ts";
import type { Client } from "../client.ts";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { hashNewPassword } from "../new-password.ts";
import {
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import type { Door } from "../tokens/door.ts";
import { probe, redeem, redeemedAddress } from "../tokens/redeem.ts";
import { isOpen, knownIsEnabled, maySignUp } from "../user/known-account.ts";

const PURPOSE = "password-sign-up";
const MAIL = { purpose: PURPOSE, mail: PURPOSE } as const;

/** Starts a sign-up. Nothing is stored of the one to be, and the answer is the same for a known address. */
export function requestSignUp(
  ctx: AuthContext,
  input: { email: string; collection: string; client: Client },
): Promise<Challenge> {
  const { ttlSeconds, ...code } = ctx.policy.emailVerification;
  return startChallenge(ctx, {
    ...input,
    ...MAIL,
    userId: null,
    phrase: false,
    next: null,
    code: { ...code, ttlSeconds },
    token: { ttlSeconds },
  });
}

export function resendSignUp(ctx: AuthContext, otpId: string): Promise<ResendResult> {
  return resendChallenge(ctx, MAIL, otpId);
}

export function signUpStatus(ctx: AuthContext, otpId: string): Promise<StatusResult> {
  return challengeStatus(ctx, PURPOSE, otpId);
}

export function inspectSignUpLink(ctx: AuthContext, token: string): Promise<LinkState> {
  return inspectLink(ctx, PURPOSE, token);
}

export type ConfirmSignUpResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<
      "INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS" | "WEAK_PASSWORD" | "UNAVAILABLE"
    >;

/**
 * Makes the account, with the password chosen now, and signs it in. The code is judged before the
 * password is looked at, and used up only with it: a weak one can be mended. `INVALID_TOKEN` where the
 * address has an account by then.
 */
export async function confirmSignUp(
  ctx: AuthContext,
  door: Extract<Door, { challenge: string } | { token: string }>,
  password: string,
  start: SessionStart,
): Promise<ConfirmSignUpResult> {
  const { client } = start;
  const redeeming = { purpose: PURPOSE, door, client, admission: maySignUp(ctx.policy) };
  const probed = await probe(ctx, redeeming);
  if (probed.verdict !== "GRANTED") return refuse(probed.verdict);
  const hashed = await hashNewPassword(ctx, password, probed.email);
  if (!hashed.ok) return hashed;

  const prepared = prepareSession(ctx, start, redeemedAddress);
  const redeemed = await redeem<SignedInRow>(ctx, {
    ...redeeming,
    grants: sql`account AS (
      INSERT INTO users (collection, email, email_verified_at, password_hash, locale)
      SELECT collection, email, now(), ${hashed.hash}, ${start.client.locale} FROM redeemed RETURNING users.*
    ), ${prepared.ctes}`,
    columns: signedInColumns,
    joins: sql`LEFT JOIN (account JOIN session ON session.user_id = account.id) ON judged.verdict = 'GRANTED'`,
  });
  if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
  return { ok: true, secret: prepared.secret, ...toSignedIn(redeemed) };
}

/** The sign-up mail; to an address that has an account, where to go instead. */
export async function resolveSignUpMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<Mail | null> {
  const opened = await openMail(ctx, mail, sql`(${isOpen(ctx.policy)} OR ${knownIsEnabled})`);
  if (!opened) return null;
  return opened.known
    ? toAccountExistsMail(opened, publicUrl)
    : toChallengeMail(PURPOSE, opened, `${publicUrl}/sign-up/link`);
}

function toAccountExistsMail(opened: OpenedMail, publicUrl: string): AccountExistsMail {
  const { id, to, locale, requestedBy, resolvedAt, withheld } = opened;
  return {
    id,
    to,
    locale,
    requestedBy,
    resolvedAt,
    withheld,
    kind: "account-exists",
    signInUrl: `${publicUrl}/sign-in`,
    resetUrl: `${publicUrl}/password-reset`,
  };
}
