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
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isFresh } from "../session/fresh.ts";
import type { SignedIn } from "../session/signed-in.ts";

export const PURPOSE = "email-change";
const MAIL = { purpose: PURPOSE, mail: PURPOSE } as const;

/**
 * Mails a code and a link to the address that is to become the account's. The answer is the same
 * where somebody has it already. `REAUTHENTICATE` in a session that isn't fresh.
 */
export async function requestEmailChange(
  ctx: AuthContext,
  signedIn: SignedIn,
  input: { email: string; client: Client },
): Promise<{ ok: true; challenge: Challenge } | Refusal<"REAUTHENTICATE">> {
  if (!(await isFresh(ctx, signedIn))) return refuse("REAUTHENTICATE");
  const { ttlSeconds, ...code } = ctx.policy.emailVerification;
  const challenge = await startChallenge(ctx, {
    ...MAIL,
    ...input,
    collection: signedIn.user.collection,
    userId: signedIn.user.id,
    phrase: false,
    next: null,
    code: { ...code, ttlSeconds },
    link: { ttlSeconds },
  });
  return { ok: true, challenge };
}

export function resendEmailChange(
  ctx: AuthContext,
  { user }: SignedIn,
  otpId: string,
): Promise<ResendResult> {
  return resendChallenge(ctx, { ...MAIL, userId: user.id }, otpId);
}

export function emailChangeStatus(ctx: AuthContext, otpId: string): Promise<StatusResult> {
  return challengeStatus(ctx, PURPOSE, otpId, true);
}

export function inspectEmailChangeLink(ctx: AuthContext, token: string): Promise<LinkState> {
  return inspectLink(ctx, PURPOSE, token);
}

/** The mail to the new address, withheld where somebody has it. */
export async function resolveEmailChangeMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<ResolvedMail | null> {
  const opened = await openMail(ctx, mail, (one) => isEnabled(one) && one.addressIsFree);
  return opened && toChallengeMail(PURPOSE, opened, `${publicUrl}/email-change/link`);
}
