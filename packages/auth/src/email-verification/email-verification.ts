import type { Challenge } from "../challenge/challenge.ts";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import {
  isEnabled,
  openMail,
  type QueuedMail,
  type ResolvedMail,
  toChallengeMail,
} from "../challenge/mail.ts";
import { resendChallenge, type ResendResult } from "../challenge/resend.ts";
import { startChallenge } from "../challenge/start.ts";
import { challengeStatus, type StatusResult } from "../challenge/status.ts";
import type { Client } from "../client.ts";
import { type AuthContext, refuse } from "../context.ts";
import type { SignedIn } from "../session/signed-in.ts";
import { type Door, hashDoor } from "../tokens/door.ts";
import { redeem, redeeming, type TokenRefusal } from "../tokens/redeem.ts";
import { toUser, type User } from "../user/user.ts";

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
    link: { ttlSeconds },
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
  door: Door,
  client: Client,
): Promise<{ ok: true; user: User } | TokenRefusal> {
  const hashed = hashDoor(ctx, PURPOSE, door);
  if (!hashed) return refuse("INVALID_TOKEN");
  const answer = await redeem(
    ctx.call("confirm_email_verification", {
      user: user.id,
      session: session.id,
      ...(await redeeming(ctx, hashed, client)),
    }),
  );
  return answer.ok ? { ok: true, user: toUser(answer.row) } : answer;
}

export async function resolveEmailVerificationMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<ResolvedMail | null> {
  const opened = await openMail(ctx, mail, isEnabled);
  return opened && toChallengeMail(PURPOSE, opened, `${publicUrl}/verify-email/link`);
}
