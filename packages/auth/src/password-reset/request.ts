import { enqueueMail, type Mail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { inspectLink, type LinkState } from "../challenge/inspect-link.ts";
import { openMail, type QueuedMail } from "../challenge/mail.ts";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { addressBudget } from "../guess-budget/budgets.ts";
import { mailBuckets, takeMail } from "../rate-limit/mail-bucket.ts";
import { mailTurn } from "../rate-limit/mail-turn.ts";
import { prepareToken } from "../tokens/issue.ts";
import { knownIsEnabled } from "../user/known-account.ts";

export const PURPOSE = "password-reset";

/** Mails a reset link, if the address has an account: which is for the mail worker to find out. Says under which id, for the record. */
export async function requestPasswordReset(
  ctx: AuthContext,
  input: { email: string; collection: string; client: Client },
): Promise<{ tokenId: string }> {
  const { email, collection, client } = input;
  const { deviceCookie: _cookie, ...shown } = client;
  const buckets = await mailBuckets(ctx, { collection, email, signsIn: false }, client);
  const turn = await mailTurn(ctx, email, client, buckets.device !== null);
  const { id, insert } = prepareToken(ctx, {
    purpose: PURPOSE,
    collection,
    email,
    userId: null,
    addressKey: await addressBudget(ctx, collection, email),
    mailBuckets: buckets,
    token: { ttlSeconds: ctx.policy.passwordReset.ttlSeconds },
    toSeal: ({ token }) => ({ code: "", token, phrase: null, next: null, client: shown }),
  });
  await sql`
    WITH token AS (${insert}), ${takeMail(ctx, sql`token`)},
    ${enqueueMail(PURPOSE, sql`token`, turn, sql`allowed`)}
    SELECT FROM token`.execute(ctx.db);
  ctx.mailQueued();
  return { tokenId: id };
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
): Promise<Mail | null> {
  const opened = await openMail(ctx, mail, knownIsEnabled);
  if (!opened) return null;
  const { id, to, locale, requestedBy, resolvedAt, withheld, secrets, linkExpiresAt } = opened;
  const link = { url: `${publicUrl}/password-reset/${secrets.token}`, expiresAt: linkExpiresAt };
  return { id, kind: PURPOSE, to, locale, requestedBy, resolvedAt, withheld, link };
}
