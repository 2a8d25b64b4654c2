import type { AuthContext } from "../context.ts";
import type { RequesterBudgets } from "../guess-budget/budgets.ts";
import { mailboxOf } from "../email-address/mail-hosts.ts";

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

/** Mails are counted by kind: those that sign in, and all others that somebody asks for. */
export const MAIL_KINDS = ["sign-in", "other"] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** The buckets of an address and of its mailbox, as SQL parameters. */
export async function addressBuckets(
  ctx: AuthContext,
  { collection, email, kind }: { collection: string; email: string; kind: MailKind },
) {
  const { mailbox, tagged } = mailboxOf(email);
  return {
    mail_bucket: await ctx.index.hash("mail", kind, collection, email),
    mailbox_bucket: await ctx.index.hash("mailbox", kind, tagged ? "tagged" : "plain", mailbox),
  };
}

/** The buckets that the mails of a token are taken from, as its row keeps them. */
export async function mailBuckets(
  ctx: AuthContext,
  { collection, email, signsIn }: { collection: string; email: string; signsIn: boolean },
  { deviceBudget }: RequesterBudgets,
) {
  const kind = signsIn ? "sign-in" : "other";
  return {
    ...(await addressBuckets(ctx, { collection, email, kind })),
    // Null where the device that asks isn't known at the address.
    device_mail_bucket:
      deviceBudget && (await ctx.index.hash("mail-device", deviceBudget.toString("hex"))),
  };
}

/** How mails are counted, as SQL parameters; nulls where the policy doesn't count them. */
export function mailLimits({ policy }: AuthContext) {
  const rate = policy.mailsPerAddress;
  if (rate === null) return { bursts: null, refill_seconds: null };
  const { burst, refillSeconds } = rate;
  return { bursts: [burst, burst * MAILBOX_BURSTS, DEVICE_BURST], refill_seconds: refillSeconds };
}

/** How often a challenge is mailed, as SQL parameters. */
export function resendLimits({ policy }: AuthContext) {
  const { maxMails, resendAfterSeconds } = policy.emailOtp;
  return { most_mails: maxMails, resend_after: resendAfterSeconds };
}
