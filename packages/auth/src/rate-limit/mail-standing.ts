import type { AuthContext } from "../context.ts";
import { addressBuckets, MAIL_KINDS, type MailKind, mailLimits } from "./mail-bucket.ts";

interface Address {
  collection: string;
  /** Normalized. */
  email: string;
  /** Whether the bucket of its mailbox counts too, which the mailbox's addresses in all collections share. */
  ofMailbox: boolean;
}

/** How many mails of a kind an address may be sent; a browser that signed in to it has a few more of its own. */
export interface MailStanding {
  kind: MailKind;
  /** Now. */
  left: number;
  /** The most that may be sent at once. */
  limit: number;
  /** When the next one may be sent, in ISO 8601; null if one may be sent now. */
  nextAt: string | null;
}

/** How many mails an address may be sent, by kind; empty if the policy doesn't count them. */
export async function mailStandings(
  ctx: AuthContext,
  { ofMailbox, ...address }: Address,
): Promise<MailStanding[]> {
  const { bursts, refill_seconds } = mailLimits(ctx);
  if (bursts === null) return [];
  const [limit = 0] = bursts;
  return Promise.all(
    MAIL_KINDS.map(async (kind) => {
      const { mail_bucket, mailbox_bucket } = await addressBuckets(ctx, { ...address, kind });
      const [row] = await ctx.call("mail_standing", {
        mail_bucket,
        mailbox_bucket: ofMailbox ? mailbox_bucket : null,
        bursts,
        refill_seconds,
      });
      const nextAt = row?.next_at?.toISOString() ?? null;
      return { kind, left: row?.mails_left ?? 0, limit, nextAt };
    }),
  );
}

/** Lets an address be sent one more mail of a kind. False if its buckets were full. */
export async function refillMailbox(
  ctx: AuthContext,
  { ofMailbox, ...address }: Address & { kind: MailKind },
): Promise<boolean> {
  const { bursts, refill_seconds } = mailLimits(ctx);
  if (bursts === null) return false;
  const { mail_bucket, mailbox_bucket } = await addressBuckets(ctx, address);
  const [row] = await ctx.call("refill_mailbox", {
    mail_bucket,
    mailbox_bucket: ofMailbox ? mailbox_bucket : null,
    bursts,
    refill_seconds,
  });
  return row?.refill_mailbox ?? false;
}
