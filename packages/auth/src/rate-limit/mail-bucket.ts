import type { AuthContext } from "../context.ts";
import type { RequesterBudgets } from "../guess-budget/budgets.ts";
import { mailboxOf } from "../email-address/mail-hosts.ts";

/*
 * Each requested mail is taken from the bucket of its address or, if that is empty and the browser that asks signed in
 * to the address before, from that device's own. So strangers can have only a limited number of mails sent to an
 * address, and because a sign-in link lives for two refills, the link in the newest mail still works. Mails of one kind
 * have a bucket that nothing else empties.
 *
 * The addresses of one mailbox (`mail-hosts.ts`), in all collections, share a wider bucket: those with a tag one, the
 * others another. When that bucket is empty, a mail is sent only if its address has an account, which the worker
 * checks. A stranger can invent any number of spellings, but has no accounts under them, and mails to other spellings
 * don't keep out whoever has one.
 */

/** How many times larger a mailbox's bucket is than an address's. */
const MAILBOX_BURSTS = 3;
const DEVICE_BURST = 3;

/**
 * Mails are counted by kind: each that anybody may ask for, and all others, which an account or an operator asks for.
 * Some of the first are never mailed (a reset without an account, a sign-up in a closed collection) and are counted all
 * the same. If the others shared their bucket, strangers could use it up with mails that are never sent, and so stop
 * the others.
 */
export const MAIL_KINDS = ["sign-in", "sign-up", "password-reset", "other"] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * The buckets of an address and of its mailbox, as SQL parameters. The mailbox's are one for sign-ins, one for the
 * rest.
 */
export async function addressBuckets(
  ctx: AuthContext,
  { collection, email, kind }: { collection: string; email: string; kind: MailKind },
) {
  const { mailbox, tagged } = mailboxOf(email);
  const ofMailbox = kind === "sign-in" ? kind : "other";
  return {
    mail_bucket: await ctx.index.hash("mail", kind, collection, email),
    mailbox_bucket: await ctx.index.hash(
      "mailbox",
      ofMailbox,
      tagged ? "tagged" : "plain",
      mailbox,
    ),
  };
}

/** The buckets that the mails of a token are taken from, as columns of its row. */
export async function mailBuckets(
  ctx: AuthContext,
  address: { collection: string; email: string; kind: MailKind },
  { deviceBudget }: RequesterBudgets,
) {
  return {
    ...(await addressBuckets(ctx, address)),
    // Null if the device that asks isn't known at the address.
    device_mail_bucket:
      deviceBudget && (await ctx.index.hash("mail-device", deviceBudget.toString("hex"))),
  };
}

/** How mails are counted, as SQL parameters; nulls if the policy doesn't count them. */
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
