import { challengeLimits } from "../challenge/challenge.ts";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import { isEnabled, openMail, type QueuedMail, type ResolvedMail } from "../challenge/mail.ts";
import { sealChallenge } from "../challenge/start.ts";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { askerFor } from "../guess-budget/budgets.ts";
import { createSecret, hashSecret } from "../keys.ts";
import { mailBuckets } from "../rate-limit/mail-bucket.ts";
import { mailTurn } from "../rate-limit/mail-turn.ts";
import { uuidByTime } from "../uuid.ts";

export const PURPOSE = "password-reset";

/** Mails a reset link, if the address has an account: which is for the mail worker to find out. Says under which id, for the record. */
export async function requestPasswordReset(
  ctx: AuthContext,
  input: { email: string; collection: string; client: Client },
): Promise<{ tokenId: string }> {
  const { email, collection, client } = input;
  const tokenId = uuidByTime();
  const token = createSecret();
  const asker = await askerFor(ctx, input, client);
  await ctx.call("start_challenge", {
    id: tokenId,
    purpose: PURPOSE,
    collection,
    email,
    user: null,
    sealed: sealChallenge(ctx, tokenId, { code: "", token, phrase: null, next: null, client }),
    budget: asker.budget,
    device_budget: null,
    digits: null,
    code_hashes: null,
    code_ttl: null,
    max_attempts: null,
    token_hash: hashSecret(token),
    token_ttl: ctx.policy.passwordReset.ttlSeconds,
    mail: PURPOSE,
    ...(await mailBuckets(ctx, { collection, email, signsIn: false }, asker)),
    ...(await mailTurn(ctx, email, client, asker.deviceBudget !== null)),
    ...challengeLimits(ctx),
  });
  ctx.mailQueued();
  return { tokenId };
}

/** What a reset link would do, without doing it. */
export function inspectPasswordReset(ctx: AuthContext, token: string): Promise<LinkState> {
  return inspectLink(ctx, PURPOSE, token);
}

/** The reset mail, withheld where nobody has the address. */
export async function resolvePasswordResetMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: QueuedMail,
): Promise<ResolvedMail | null> {
  const opened = await openMail(ctx, mail, isEnabled);
  if (!opened) return null;
  const { id, to, locale, requestedBy, resolvedAt, withheld, secrets, linkExpiresAt } = opened;
  const link = { url: `${publicUrl}/password-reset/${secrets.token}`, expiresAt: linkExpiresAt };
  return { id, kind: PURPOSE, to, locale, requestedBy, resolvedAt, withheld, link };
}
